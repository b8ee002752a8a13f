package io.wsgateway.exchange;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Says when to tell again of what may happen often. Safe for any thread. */
final class Seldom {
  private final long pauseNanos;
  private final LongSupplier nanoClock;
  private boolean told;
  private long last;

  Seldom(Duration pause, LongSupplier nanoClock) {
    pauseNanos = pause.toNanos();
    this.nanoClock = nanoClock;
  }

  /** True the first time, and then not again before the pause has passed. */
  synchronized boolean isTime() {
    long now = nanoClock.getAsLong();
    if (told && now - last < pauseNanos) {
      return false;
    }
    told = true;
    last = now;
    return true;
  }
}
