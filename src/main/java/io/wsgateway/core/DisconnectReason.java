package io.wsgateway.core;

/**
 * The catalogue of reasons for which the gateway closes a connection: the WebSocket close code, the
 * text in the close frame (at most 123 bytes), and whether a client does well to come back. What
 * breaks the WebSocket protocol itself (1002, 1007, 1009) the container answers.
 */
public enum DisconnectReason {
  /** The node stops; another one, or this one in a moment, will serve the client. */
  GOING_AWAY(1001, "the gateway is stopping, reconnect", true),
  /** A client's message was larger than its dialect allows. */
  TOO_LARGE(1009, "message too large", false),
  /** A message could not be written. The client has most likely gone already. */
  WRITE_FAILED(1011, "a message could not be written, reconnect", true),
  /** The client read more slowly than messages came, until its outbox was full. */
  SLOW_CONSUMER(4001, "messages came faster than they were read, reconnect", true),
  /** The application's observers could not keep up with what this client sent. */
  SLOW_APPLICATION(4002, "the application cannot keep up with this connection, slow down", true);

  private final int code;
  private final String text;
  private final boolean reconnect;

  DisconnectReason(int code, String text, boolean reconnect) {
    this.code = code;
    this.text = text;
    this.reconnect = reconnect;
  }

  /** The WebSocket close code. */
  public int code() {
    return code;
  }

  /** The text in the close frame. */
  public String text() {
    return text;
  }

  /** Whether a client does well to come back. */
  public boolean reconnect() {
    return reconnect;
  }
}
