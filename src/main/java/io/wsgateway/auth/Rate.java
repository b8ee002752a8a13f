package io.wsgateway.auth;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast something may come: so many units a second, of which the worth of some time may come at
 * once. What comes while there is still anything left is let through whole, however large it is,
 * and paid off afterwards; so a limit smaller than one message lets that message through, now and
 * then.
 *
 * <p>What is now, callers say, by a clock that only goes forward, such as {@link System#nanoTime}.
 * Immutable and shared; what has come so far is in a {@link Bucket} for each who is counted. Safe
 * for any thread, without locks.
 */
final class Rate {
  private static final double SECOND = Duration.ofSeconds(1).toNanos();

  private final double nanosPerUnit;
  private final long burst;

  private Rate(double nanosPerUnit, long burst) {
    this.nanosPerUnit = nanosPerUnit;
    this.burst = burst;
  }

  /**
   * A rate.
   *
   * @param perSecond units; 0 is as fast as anybody likes
   * @param burst how much time's worth may come at once
   */
  static Rate of(long perSecond, Duration burst) {
    return new Rate(perSecond == 0 ? 0 : SECOND / perSecond, burst.toNanos());
  }

  /**
   * A rate of which exactly one second's worth may come at once: what is not fully there is waited
   * for, so that who is told when to come back is let through then.
   *
   * @param perSecond units; 0 is as fast as anybody likes
   */
  static Rate exactly(long perSecond) {
    long interval = perSecond == 0 ? 0 : (long) Math.ceil(SECOND / perSecond);
    return of(perSecond, Duration.ofNanos(interval * (perSecond - 1) + 1));
  }

  /** A slow rate: one after each interval, and so many of them at once. */
  static Rate every(Duration interval, int atOnce) {
    long nanos = interval.toNanos();
    return new Rate(nanos, nanos * (atOnce - 1) + 1);
  }

  /** Whether there is no limit; then no bucket is needed. */
  boolean isUnlimited() {
    return nanosPerUnit == 0;
  }

  /** One who has not sent anything yet. */
  Bucket newBucket(long now) {
    return new Bucket(now);
  }

  /** What one has sent: the moment at which, at the rate, all of it would have come. */
  static final class Bucket extends AtomicLong {
    private static final long serialVersionUID = 1L;

    private Bucket(long now) {
      super(now);
    }
  }

  /**
   * Something has come.
   *
   * @return 0 if it may pass; else for how many nanoseconds nothing more may, and it is not counted
   */
  long take(Bucket bucket, long units, long now) {
    if (isUnlimited()) {
      return 0;
    }
    long cost = (long) Math.ceil(units * nanosPerUnit);
    while (true) {
      long paid = bucket.get();
      // Differences, since the clock may overflow.
      long ahead = Math.max(0, paid - now);
      if (ahead >= burst) {
        return ahead - burst + 1;
      }
      if (bucket.compareAndSet(paid, now + ahead + cost)) {
        return 0;
      }
    }
  }

  /** What was taken is not to count. */
  void giveBack(Bucket bucket, long units) {
    bucket.addAndGet(-(long) Math.ceil(units * nanosPerUnit));
  }

  /**
   * Something has come that could not be refused, beyond what was taken. What comes next waits
   * until it has been paid off, but no longer than a time.
   */
  void charge(Bucket bucket, long units, long now, Duration longest) {
    if (!isUnlimited()) {
      long cost = (long) Math.ceil(units * nanosPerUnit);
      bucket.updateAndGet(
          paid -> now + Math.min(Math.max(0, paid - now) + cost, burst + longest.toNanos()));
    }
  }

  /** Whether it is as if nothing had ever come. */
  boolean isFull(Bucket bucket, long now) {
    return bucket.get() - now <= 0;
  }
}
