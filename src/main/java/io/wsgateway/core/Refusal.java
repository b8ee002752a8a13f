package io.wsgateway.core;

import java.util.Locale;

/**
 * Why somebody was not let in, or may not do something: for counters, metrics and the {@link
 * Audit}. A closed set; what exactly was wrong stands in the line of the audit.
 */
public enum Refusal {
  /** No token, or one that is not signed by whom the app trusts, is malformed, or is of no user. */
  TOKEN,
  /** A token that is no longer, or not yet, in force. */
  EXPIRED,
  /** A good token of somebody else, another app, another issuer or another audience. */
  WRONG_USER,
  /** A topic, or somebody to send to, that is not for this client. */
  FORBIDDEN,
  /** A web page of an origin that is not listed. */
  ORIGIN,
  /** Somebody, a token or an address that is blocked. */
  BLOCKED,
  /** More connections than are allowed. */
  CONNECTIONS,
  /** A node that is being taken out. */
  DRAINING,
  /** Handshakes, messages, bytes or requests that come too fast. */
  RATE,
  /** A message, a body or a name that is too large, or a name that cannot be. */
  SIZE,
  /** More topics than are allowed, or more of something else that is kept. */
  ROOM,
  /** A push that came while as much waited for delivery as may. */
  OVERLOAD,
  /** A client that did not say in time who it is. */
  TIME,
  /** No key of a server API, or an unknown one, or one that is no longer in force. */
  KEY,
  /** A good key that is not for this app or this use. */
  SCOPE,
  /** A signed request that is not rightly signed, too old, or sent a second time. */
  SIGNATURE,
  /** A request that should come from this machine and does not. */
  ADDRESS;

  /** The one that says best why an error was no success. */
  static Refusal of(ErrorCode code) {
    return switch (code) {
      case BAD_NAME, TOO_LARGE -> SIZE;
      case LIMIT -> ROOM;
      case OVERLOADED -> OVERLOAD;
      default -> FORBIDDEN;
    };
  }

  /** The name in metrics and in the audit. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
