package io.wsgateway.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Something that waits for its time, such as a delayed push.
 *
 * @param app whose it is
 * @param id unique in the app; whoever makes it sees to that
 * @param due when it is to be done, to the millisecond; a time in the past is now
 * @param message what to do, opaque to whoever keeps it; never changed once it is here
 */
@SuppressWarnings("ArrayRecordComponent")
public record Scheduled(String app, String id, Instant due, byte[] message) {

  /** Leaves out of the time what is less than a millisecond, which no store keeps. */
  public Scheduled {
    due = due.isBefore(Instant.EPOCH) ? Instant.EPOCH : due.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Equal if all is, the message byte by byte. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Scheduled that
        && app.equals(that.app)
        && id.equals(that.id)
        && due.equals(that.due)
        && Arrays.equals(message, that.message);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** Without the message, which is nobody's business in a log. */
  @Override
  public String toString() {
    return "Scheduled[app=" + app + ", id=" + id + ", due=" + due + "]";
  }
}
