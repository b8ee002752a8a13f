package io.wsgateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values that expire, in this node's memory, by the hashes of their keys. What has expired goes
 * when the next call comes; no thread waits for it. Not safe for several threads: its owner locks.
 */
final class ExpiringTable {
  private final int maxEntries;
  private final WhenFull whenFull;
  private final InstantSource clock;
  private final TimedMap<String, String> values = new TimedMap<>();

  /** What happens to one value too many. */
  enum WhenFull {
    /** It is refused: this is the only place it would be in. */
    REFUSE,
    /** What expires next goes: this is a copy of a store. */
    FORGET
  }

  ExpiringTable(int maxEntries, WhenFull whenFull, InstantSource clock) {
    this.maxEntries = maxEntries;
    this.whenFull = whenFull;
    this.clock = clock;
  }

  /** What stands for a key of any length and characters; others cannot be found that have it. */
  static String hash(String key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** How long a value is kept, in milliseconds. */
  static long millis(Duration ttl) {
    return Math.max(1, ttl.toMillis());
  }

  /** The value, unless there is none or it has expired. */
  @Nullable String get(String hash) {
    expire();
    TimedMap.Timed<String, String> found = values.get(hash);
    return found == null ? null : found.value();
  }

  /** In how many milliseconds the value expires, at least one; none at all if there is none. */
  long left(String hash) {
    TimedMap.Timed<String, String> found = values.get(hash);
    return found == null ? 0 : Math.max(1, found.time() - clock.millis());
  }

  /** Keeps a value in place of another; false if it is refused. */
  boolean put(String hash, String value, long ttlMillis) {
    expire();
    TimedMap.Timed<String, String> first = values.first();
    if (first != null && values.size() >= maxEntries && values.get(hash) == null) {
      if (whenFull == WhenFull.REFUSE) {
        return false;
      }
      values.remove(first.key());
    }
    values.put(hash, value, clock.millis() + ttlMillis);
    return true;
  }

  void remove(String hash) {
    values.remove(hash);
  }

  /** All hashes that have a value. */
  List<String> hashes() {
    expire();
    return values.keys();
  }

  int size() {
    return values.size();
  }

  private void expire() {
    long now = clock.millis();
    TimedMap.Timed<String, String> first = values.first();
    while (first != null && first.time() <= now) {
      values.remove(first.key());
      first = values.first();
    }
  }
}
