package io.wsgateway.push;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often, and how fast, a call is tried again that failed for a reason that passes: no
 * connection, no answer in time, or an answer 429, 502, 503 or 504, or 409 {@code in-progress},
 * which says that an earlier try of the same call is still being done. Before the n-th repetition
 * there is a pause by chance, evenly from nothing to {@code firstPause} × 2^(n-1), at most {@code
 * longestPause}; and at least as long as the gateway's {@code Retry-After} says.
 *
 * @param attempts how often at most, the first one included; 1 for never again
 * @param firstPause at most so long before the first repetition
 * @param longestPause at most so long before any, unless the gateway asks for more
 * @param deadline for the whole call, all tries and pauses; a pause that would end after it is not
 *     begun
 */
public record Retries(int attempts, Duration firstPause, Duration longestPause, Duration deadline) {
  private static final int MAX_ATTEMPTS = 100;
  private static final Duration MAX_DEADLINE = Duration.ofHours(1);

  /** Four tries within 30 seconds, with pauses of up to 0.1, 0.2 and 0.4 seconds. */
  public static final Retries DEFAULT =
      new Retries(4, Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(30));

  /** Each call is tried once, for at most 30 seconds. */
  public static final Retries NONE =
      new Retries(1, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(30));

  public Retries {
    if (attempts < 1 || attempts > MAX_ATTEMPTS) {
      throw new IllegalArgumentException(
          "attempts is " + attempts + "; expected 1 to " + MAX_ATTEMPTS);
    }
    if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
      throw new IllegalArgumentException(
          "firstPause is "
              + firstPause
              + ", longestPause "
              + longestPause
              + "; expected 0 or more, and no less than that");
    }
    if (deadline.isNegative() || deadline.isZero() || deadline.compareTo(MAX_DEADLINE) > 0) {
      throw new IllegalArgumentException(
          "deadline is " + deadline + "; expected more than 0 and at most " + MAX_DEADLINE);
    }
  }

  /** How many nanoseconds to wait after so many tries. */
  long pause(int made, RandomGenerator random) {
    // More doublings are beyond any pause, and beyond a long.
    double most = (double) firstPause.toNanos() * (1L << Math.min(made - 1, 32));
    return (long) (Math.min(most, (double) longestPause.toNanos()) * random.nextDouble());
  }
}
