package io.wsgateway.core;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Notices a lane that gets nowhere although it has work: one that died, or hangs in foreign code.
 * It knows only what it sees when it {@link #look looks}. Safe for any thread.
 */
final class LaneWatch {
  private final List<Lane> lanes;
  private final LongSupplier nanoTime;
  private final long[] steps;
  private final long[] since;

  /**
   * @param nanoTime a clock that only goes forward
   */
  LaneWatch(List<Lane> lanes, LongSupplier nanoTime) {
    this.lanes = lanes;
    this.nanoTime = nanoTime;
    steps = new long[lanes.size()];
    since = new long[lanes.size()];
    long now = nanoTime.getAsLong();
    for (int i = 0; i < since.length; i++) {
      since[i] = now;
    }
  }

  /** How long the worst lane has been standing still; zero if all do what is pending. */
  synchronized Duration look() {
    long now = nanoTime.getAsLong();
    long longest = 0;
    for (int i = 0; i < since.length; i++) {
      Lane lane = lanes.get(i);
      long done = lane.steps();
      if (done != steps[i] || !lane.hasWork()) {
        steps[i] = done;
        since[i] = now;
      }
      longest = Math.max(longest, now - since[i]);
    }
    return Duration.ofNanos(longest);
  }
}
