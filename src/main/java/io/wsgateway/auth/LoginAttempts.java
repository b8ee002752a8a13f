package io.wsgateway.auth;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How often logins of one address may fail: so that passwords cannot be guessed, nor the server be
 * kept busy with checking them. Each attempt counts until it has succeeded. Addresses are forgotten
 * when it makes no difference any more; should there be very many at once, those that come last
 * share one rate. Safe for any thread.
 */
final class LoginAttempts {
  static final int AT_ONCE = 10;
  static final Duration EACH = Duration.ofSeconds(6);
  private static final int MOST_ADDRESSES = 10_000;

  private final LongSupplier nanoTime;
  private final Rate rate = Rate.every(EACH, AT_ONCE);
  private final Map<String, Rate.Bucket> addresses = new ConcurrentHashMap<>();
  private final Rate.Bucket others;

  /** By a clock that only goes forward. */
  LoginAttempts(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    others = rate.newBucket(nanoTime.getAsLong());
  }

  /** One attempt. */
  final class Attempt {
    private final Rate.Bucket bucket;
    private final long pause;

    private Attempt(Rate.Bucket bucket, long pause) {
      this.bucket = bucket;
      this.pause = pause;
    }

    boolean isAllowed() {
      return pause == 0;
    }

    /** How long no other is allowed. */
    Duration pause() {
      return Duration.ofNanos(pause);
    }

    /** It was no guess. */
    void succeeded() {
      rate.giveBack(bucket, 1);
    }
  }

  Attempt begin(String address) {
    long now = nanoTime.getAsLong();
    Rate.Bucket bucket = bucketOf(Site.of(address), now);
    return new Attempt(bucket, rate.take(bucket, 1, now));
  }

  private Rate.Bucket bucketOf(String site, long now) {
    Rate.Bucket present = addresses.get(site);
    if (present != null) {
      return present;
    }
    if (addresses.size() >= MOST_ADDRESSES) {
      addresses.values().removeIf(bucket -> rate.isFull(bucket, now));
    }
    return addresses.size() >= MOST_ADDRESSES
        ? others
        : addresses.computeIfAbsent(site, absent -> rate.newBucket(now));
  }
}
