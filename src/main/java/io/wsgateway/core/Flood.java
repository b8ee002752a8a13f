package io.wsgateway.core;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets so many pass in a second, and counts the others. Safe for any thread. */
final class Flood {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final int perSecond;
  private final LongSupplier nanoTime;
  private long start;
  private int passed;
  private long held;

  /**
   * @param nanoTime a clock that only goes forward
   */
  Flood(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
  }

  /** Whether one more may pass now. */
  synchronized boolean pass() {
    long now = nanoTime.getAsLong();
    if (now - start >= SECOND) {
      start = now;
      passed = 0;
    }
    if (passed < perSecond) {
      passed++;
      return true;
    }
    held++;
    return false;
  }

  /** How many were held back before this second; they are not told again. */
  synchronized long takeHeld() {
    if (held == 0 || nanoTime.getAsLong() - start < SECOND) {
      return 0;
    }
    long all = held;
    held = 0;
    return all;
  }
}
