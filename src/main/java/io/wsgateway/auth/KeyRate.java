package io.wsgateway.auth;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How fast a key may be used: so many requests in a second on average, and as many at once. Each
 * node counts for itself. Safe for any thread.
 */
final class KeyRate {
  /** So that one large push, which was accepted, does not shut its key out for hours. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final int perSecond;
  private final LongSupplier nanoTime;

  /** When all that was taken would have come, had it come evenly. */
  private long even;

  /**
   * @param perSecond 0 for any number
   * @param nanoTime as {@link System#nanoTime}
   */
  KeyRate(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    even = nanoTime.getAsLong();
  }

  /** Counts one request; or says how long the next is refused, and counts none. */
  synchronized Optional<Duration> take() {
    if (perSecond == 0) {
      return Optional.empty();
    }
    long interval = SECOND / perSecond;
    long now = nanoTime.getAsLong();
    long ahead = Math.max(0, even - now);
    long tooMuch = ahead - (SECOND - interval);
    if (tooMuch > 0) {
      return Optional.of(Duration.ofNanos(tooMuch));
    }
    even = now + ahead + interval;
    return Optional.empty();
  }

  /**
   * Counts what a request did beyond one, however much that is; the next are refused until it has
   * been made up for, at most for {@link #LONGEST}.
   */
  synchronized void charge(int more) {
    if (perSecond > 0 && more > 0) {
      long now = nanoTime.getAsLong();
      long ahead = Math.max(0, even - now) + more * (SECOND / perSecond);
      even = now + Math.min(ahead, LONGEST.toNanos());
    }
  }
}
