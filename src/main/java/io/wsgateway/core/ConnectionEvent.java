package io.wsgateway.core;

import org.jspecify.annotations.Nullable;

/**
 * What applications may observe as CDI events, for example {@code void on(@Observes
 * ConnectionEvent.Bound event)}.
 *
 * <p>Events of one connection come one at a time and in order, on managed threads, without a
 * request or transaction context. A connection whose observers leave too many events waiting is
 * closed with {@link DisconnectReason#SLOW_APPLICATION}; delivery of messages never waits for an
 * observer.
 */
public sealed interface ConnectionEvent {

  /** The connection it happened to. */
  Origin origin();

  /**
   * Who an event is about.
   *
   * @param connection the connection's id; 0 if a back end did it
   * @param dialect the protocol its client speaks; {@code api} if a back end did it
   * @param app its app, or null as long as it has not said so
   * @param user its user, or null as long as none is bound
   */
  record Origin(long connection, String dialect, @Nullable String app, @Nullable String user) {
    static Origin of(Connection connection) {
      Destination.OfUser user = connection.user();
      return new Origin(
          connection.id(),
          connection.dialect().name(),
          connection.app(),
          user == null ? null : user.user());
    }

    static Origin ofBackEnd(String app, String user) {
      return new Origin(0, "api", app, user);
    }
  }

  /** A client opened a WebSocket. */
  record Connected(Origin origin) implements ConnectionEvent {}

  /** A connection said who its user is. */
  record Bound(Origin origin) implements ConnectionEvent {}

  /**
   * Over this connection, a user joined a topic.
   *
   * @param user who joined; some protocols let a client name another user than its own. Null if the
   *     connection itself joined
   */
  record Joined(Origin origin, Destination.OfTopic topic, @Nullable String user)
      implements ConnectionEvent {}

  /** Over this connection, a user, or the connection itself if that is null, left a topic. */
  record Left(Origin origin, Destination.OfTopic topic, @Nullable String user)
      implements ConnectionEvent {}

  /**
   * A client said something to applications: in the raw dialect, every message. What other
   * protocols' messages mean, the gateway does itself.
   */
  record Message(Origin origin, Payload payload) implements ConnectionEvent {}

  /**
   * A connection is gone. The origin still has its user.
   *
   * @param code the WebSocket close code, 1006 if there was none
   */
  record Closed(Origin origin, int code, String reason) implements ConnectionEvent {}
}
