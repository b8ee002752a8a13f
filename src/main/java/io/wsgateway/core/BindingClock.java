package io.wsgateway.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says which of two bindings is the later one, also on different nodes: microseconds since 1970,
 * but always later than any binding this node has made or heard of, whatever its own clock says.
 * Safe for any thread.
 */
final class BindingClock {
  private final AtomicLong latest = new AtomicLong();

  /** The time of a new binding. */
  long next() {
    return latest.updateAndGet(last -> Math.max(last + 1, micros()));
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /** Another node made a binding at that time. */
  void heard(long time) {
    latest.accumulateAndGet(time, Math::max);
  }
}
