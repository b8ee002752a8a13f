package io.wsgateway.core;

import java.util.List;
import java.util.stream.Stream;

/**
 * Why a connection is closed: the catalogue, and what applications say themselves. What breaks the
 * WebSocket protocol itself (1002, 1007, 1009) the container answers.
 *
 * @param name a short stable name, for counters
 * @param code the WebSocket close code
 * @param text the text in the close frame, at most 123 bytes in UTF-8
 * @param reconnect whether a client does well to come back
 */
public record DisconnectReason(String name, int code, String text, boolean reconnect) {
  private static final int MAX_TEXT = 123;
  private static final int SLOW = 4001;
  private static final String RESTART = "restart";

  /** The node has to change its number, and with it the ids of its connections. */
  public static final DisconnectReason GOING_AWAY =
      new DisconnectReason("going-away", 1001, "the node starts anew, reconnect", true);

  /**
   * The node stops, and the client is told when to come back so that not all do at once. The number
   * in the text is for programs to read.
   *
   * @param millis when, in milliseconds
   */
  static DisconnectReason restart(long millis) {
    return new DisconnectReason(
        RESTART, 1012, "the node is stopping, reconnect in " + millis + " ms", true);
  }

  /** A client's message was larger than its dialect allows. */
  public static final DisconnectReason TOO_LARGE =
      new DisconnectReason("too-large", 1009, "message too large", false);

  /** A message could not be written. The client has most likely gone already. */
  public static final DisconnectReason WRITE_FAILED =
      new DisconnectReason("write-failed", 1011, "a message could not be written, reconnect", true);

  /** The connection has ended without a word, and its container has not noticed. */
  public static final DisconnectReason LOST =
      new DisconnectReason("lost", 1006, "the connection was lost", true);

  /** The client read more slowly than messages came, until its outbox was full. */
  public static final DisconnectReason SLOW_CONSUMER =
      new DisconnectReason(
          "slow-consumer", SLOW, "messages came faster than they were read, reconnect", true);

  /** A write to the client did not end in time: it reads nothing. */
  public static final DisconnectReason WRITE_DEADLINE =
      new DisconnectReason(
          "write-deadline", SLOW, "nothing was read for too long, reconnect", true);

  /** What waits for all clients takes too much memory, and this one reads nothing. */
  public static final DisconnectReason OUTBOX_MEMORY =
      new DisconnectReason(
          "outbox-memory", SLOW, "too much waits for clients that do not read, reconnect", true);

  /** The application's observers could not keep up with what this client sent. */
  public static final DisconnectReason SLOW_APPLICATION =
      new DisconnectReason(
          "slow-application",
          4002,
          "the application cannot keep up with this connection, slow down",
          true);

  /** The client did not say in time, or not well, who it is. */
  public static final DisconnectReason NOT_AUTHENTICATED =
      new DisconnectReason("not-authenticated", 4003, "say who you are first", false);

  /** The client said nothing for too long. */
  public static final DisconnectReason IDLE =
      new DisconnectReason("idle", 4004, "nothing was heard for too long, reconnect", true);

  /** The client did not answer pings. */
  public static final DisconnectReason PING_TIMEOUT =
      new DisconnectReason("ping-timeout", 4005, "pings were not answered, reconnect", true);

  /** The client sent what its protocol does not allow. */
  public static final DisconnectReason BAD_MESSAGE =
      new DisconnectReason("bad-message", 4006, "the message cannot be understood", false);

  /** The token's time is over, and no newer one was shown. */
  public static final DisconnectReason TOKEN_EXPIRED =
      new DisconnectReason(
          "token-expired", 4007, "the token has expired, come back with another", true);

  /** Somebody has blocked the user, its token or its address. */
  public static final DisconnectReason BLOCKED =
      new DisconnectReason("blocked", 4008, "blocked", false);

  /** The user has as many connections as it may, and others came later. */
  public static final DisconnectReason REPLACED =
      new DisconnectReason(
          "replaced", 4009, "another connection of this user took its place", false);

  /** There are as many connections as there may be, of this user, address, app or node. */
  public static final DisconnectReason TOO_MANY_CONNECTIONS =
      new DisconnectReason(
          "too-many-connections", 4010, "as many connections as are allowed are open", true);

  /** The client sent more, or faster, than it may. */
  public static final DisconnectReason TOO_FAST =
      new DisconnectReason("too-fast", 4011, "messages came too fast, slow down", true);

  /** The configuration was reloaded, and the connection's app is no longer among those served. */
  public static final DisconnectReason APP_NOT_SERVED =
      new DisconnectReason("app-not-served", 4012, "this app is not served here any more", false);

  /** The names of all of these. */
  static final List<String> NAMES =
      Stream.of(
              restart(0),
              GOING_AWAY,
              TOO_LARGE,
              WRITE_FAILED,
              LOST,
              SLOW_CONSUMER,
              WRITE_DEADLINE,
              OUTBOX_MEMORY,
              SLOW_APPLICATION,
              NOT_AUTHENTICATED,
              IDLE,
              PING_TIMEOUT,
              BAD_MESSAGE,
              TOKEN_EXPIRED,
              BLOCKED,
              REPLACED,
              TOO_MANY_CONNECTIONS,
              TOO_FAST,
              APP_NOT_SERVED)
          .map(DisconnectReason::name)
          .toList();

  /** Whether the client read too slowly, or not at all. */
  boolean isSlow() {
    return equals(SLOW_CONSUMER) || equals(WRITE_DEADLINE) || equals(OUTBOX_MEMORY);
  }

  /** Whether it is not about one connection, but about all of a node or an app. */
  boolean closesAll() {
    return name.equals(RESTART) || equals(APP_NOT_SERVED) || equals(GOING_AWAY);
  }

  /**
   * What an application closes a connection with.
   *
   * @param code 1000, 1001, 1008, 1011, or 3000 to 4999
   * @param text at most 123 bytes in UTF-8
   * @throws GatewayException {@link ErrorCode#BAD_REQUEST} if code or text are others
   */
  public static DisconnectReason application(int code, String text) {
    boolean standard = code == 1000 || code == 1001 || code == 1008 || code == 1011;
    if (!standard && (code < 3000 || code > 4999)) {
      throw new GatewayException(
          ErrorCode.BAD_REQUEST,
          "The close code is "
              + code
              + "; expected 1000, 1001, 1008, 1011 or a number from 3000 to 4999");
    }
    int size = Payload.text(text).size();
    if (size > MAX_TEXT) {
      throw new GatewayException(
          ErrorCode.BAD_REQUEST,
          "The close reason has " + size + " bytes; at most " + MAX_TEXT + " are allowed");
    }
    return new DisconnectReason("application", code, text, false);
  }
}
