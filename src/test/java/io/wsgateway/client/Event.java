package io.wsgateway.client;

import static io.wsgateway.client.Event.Kind.BINARY;
import static io.wsgateway.client.Event.Kind.CLOSE;
import static io.wsgateway.client.Event.Kind.END;
import static io.wsgateway.client.Event.Kind.TEXT;
import static io.wsgateway.client.Event.Kind.VIOLATION;

import java.util.Set;

/**
 * Something that arrived on a {@link RawWebSocket}.
 *
 * @param text the message, a binary one in hexadecimal; the payload of a ping or pong; the reason
 *     of a close; how the connection ended; what was violated
 * @param code the code of a close, {@link Frame#NO_CODE} when it carried none; else 0
 */
public record Event(Kind kind, String text, int code) {
  /** What all but tests of pings wait for: messages, and everything that ends them. */
  public static final Set<Kind> CONTENT = Set.of(TEXT, BINARY, CLOSE, END, VIOLATION);

  private static final int SHOWN = 300;

  /** The kinds of event. */
  public enum Kind {
    /** A text message, put together from its fragments. */
    TEXT,
    /** A binary message, put together from its fragments. */
    BINARY,
    /** A ping of the server. */
    PING,
    /** A pong of the server. */
    PONG,
    /** A close frame. */
    CLOSE,
    /** The end of the TCP connection, text {@code fin} or {@code reset}; always the last event. */
    END,
    /** A frame that no server may send to this client: masked, or with reserved bits set. */
    VIOLATION
  }

  static Event of(Kind kind, String text) {
    return new Event(kind, text, 0);
  }

  /** Whether this is the given text message. */
  public boolean isText(String expected) {
    return kind == TEXT && text.equals(expected);
  }

  @Override
  public String toString() {
    String shown =
        text.length() <= SHOWN
            ? text
            : text.substring(0, SHOWN) + "... (" + text.length() + " characters)";
    return kind == CLOSE ? "CLOSE " + code + " \"" + shown + "\"" : kind + " \"" + shown + "\"";
  }
}
