package io.wsgateway.exchange;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait between attempts: each time twice as long, up to a maximum, and spread by
 * chance, so that the nodes do not all return in the same moment. For one thread.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(100);

  private final Duration max;
  private Duration next = FIRST;

  Backoff(Duration max) {
    this.max = max;
  }

  /** The next wait: between half and all of what it may be. */
  Duration next() {
    long bound = Math.min(next.toMillis(), max.toMillis());
    next = Duration.ofMillis(bound * 2);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound / 2, bound + 1));
  }

  /** Begins anew, after what was tried went well for a while. */
  void reset() {
    next = FIRST;
  }
}
