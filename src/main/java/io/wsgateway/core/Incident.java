package io.wsgateway.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong for one connection.
 *
 * @param time when, to the millisecond
 * @param connection which
 * @param dialect the protocol that its client speaks
 * @param app its app, or the one that it wanted to belong to; null if it had not said so
 * @param user its user, or the one that it wanted to be; null if it had not said so
 * @param kind what became of it
 * @param reason the short stable name: of a {@link Refusal}, a {@link DisconnectReason} or a {@link
 *     Counters.Drop}
 * @param text for people
 */
public record Incident(
    Instant time,
    long connection,
    String dialect,
    @Nullable String app,
    @Nullable String user,
    Kind kind,
    String reason,
    String text) {

  /** What became of it. */
  public enum Kind {
    /** The client wanted something and did not get it. */
    REFUSED,
    /** The gateway closed it. */
    CLOSED,
    /** Messages did not reach the client. */
    DROPPED
  }

  /** The node that the connection is on. */
  public int node() {
    return Ids.nodeOf(connection);
  }

  /** Whether it says nothing more than another does. */
  boolean repeats(Incident other) {
    return kind == other.kind && reason.equals(other.reason);
  }
}
