package io.wsgateway.auth;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Those who share a limit: how many connections each user, app or address has, and what they send
 * together. Who has none is not remembered. Safe for any thread.
 *
 * @param <K> what they have in common
 */
final class Shares<K> {
  private final int most;
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
    final Throttle.@Nullable Meter meter;
    int connections;

    Share(Throttle.@Nullable Meter meter) {
      this.meter = meter;
    }
  }

  /** Counts a connection. Whether it may be; if not, it is not counted. */
  boolean enter(K key, long now) {
    if (isUnlimited()) {
      return true;
    }
    AtomicBoolean entered = new AtomicBoolean();
    shares.compute(
        key,
        (same, present) -> {
          if (present != null && most > 0 && present.connections >= most) {
            return present;
          }
          Share share = present == null ? new Share(newMeter(now)) : present;
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
    return most > 0 && count(key) >= most;
  }

  /** How many connections are counted. */
  int count(K key) {
    Share share = shares.get(key);
    return share == null ? 0 : share.connections;
  }

  /** What its connections send together, or null if that has no limit. */
  Throttle.@Nullable Meter meter(K key) {
    Share share = throttle.isUnlimited() ? null : shares.get(key);
    return share == null ? null : share.meter;
  }

  /** How many are remembered. */
  int size() {
    return shares.size();
  }

  int most() {
    return most;
  }

  private boolean isUnlimited() {
    return most == 0 && throttle.isUnlimited();
  }

  private Throttle.@Nullable Meter newMeter(long now) {
    return throttle.isUnlimited() ? null : throttle.newMeter(now);
  }
}
