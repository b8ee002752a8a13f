package io.wsgateway.auth;

import io.wsgateway.config.LimitsConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Those who share a limit: how many connections each user, app or address has, and what they send
 * together. All are counted, limited or not, since that can change; who has none is not remembered.
 * Safe for any thread.
 *
 * @param <K> what they have in common
 */
final class Shares<K> {
  private volatile int most;
  private final Throttle throttle;
  private final Map<K, Share> shares = new ConcurrentHashMap<>();

  /**
   * @param most how many connections one may have; 0 is any number
   * @param throttle how fast their messages may come
   */
  Shares(int most, Throttle throttle) {
    this.most = most;
    this.throttle = throttle;
  }

  /** Touched only within its entry of the map. */
  private static final class Share {
    Throttle.@Nullable Meter meter;
    int connections;
  }

  /** From now on this. Whoever has more connections keeps them. */
  void change(int most, LimitsConfig.Speed speed, Duration burst) {
    this.most = most;
    throttle.change(speed, burst);
  }

  /** Counts a connection. Whether it may be; if not, it is not counted. */
  boolean enter(K key) {
    AtomicBoolean entered = new AtomicBoolean();
    shares.compute(
        key,
        (same, present) -> {
          int limit = most;
          if (present != null && limit > 0 && present.connections >= limit) {
            return present;
          }
          Share share = present == null ? new Share() : present;
          share.connections++;
          entered.set(true);
          return share;
        });
    return entered.get();
  }

  /** Counts it no longer. */
  void leave(K key) {
    shares.computeIfPresent(key, (same, share) -> --share.connections == 0 ? null : share);
  }

  /** Whether there are as many as may be. */
  boolean isFull(K key) {
    int limit = most;
    return limit > 0 && count(key) >= limit;
  }

  /** How many connections are counted. */
  int count(K key) {
    Share share = shares.get(key);
    return share == null ? 0 : share.connections;
  }

  /** What its connections send together, or null if that has no limit. */
  Throttle.@Nullable Meter meter(K key, long now) {
    if (throttle.isUnlimited()) {
      return null;
    }
    Share found =
        shares.computeIfPresent(
            key,
            (same, share) -> {
              if (share.meter == null) {
                share.meter = throttle.newMeter(now);
              }
              return share;
            });
    return found == null ? null : found.meter;
  }

  /** How many are remembered. */
  int size() {
    return shares.size();
  }

  int most() {
    return most;
  }
}
