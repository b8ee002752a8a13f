package io.wsgateway.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Values by their keys, and in the order of the times they have. Finding costs nothing to speak of,
 * changing the logarithm of the size; nothing stays behind of what is taken out. Not safe for
 * several threads: its owner locks.
 */
final class TimedMap<K, V> {
  private final Map<K, Timed<K, V>> byKey = new HashMap<>();
  private final NavigableSet<Timed<K, V>> byTime =
      new TreeSet<>(
          Comparator.<Timed<K, V>>comparingLong(Timed::time).thenComparingLong(Timed::number));
  private long lastNumber;

  /**
   * A value at its time.
   *
   * @param time in milliseconds since 1970
   * @param number later ones have higher ones; keeps those of one time apart, and in their order
   */
  record Timed<K, V>(K key, V value, long time, long number) {}

  /** Puts a value in place of what its key had. */
  void put(K key, V value, long time) {
    Timed<K, V> timed = new Timed<>(key, value, time, ++lastNumber);
    Timed<K, V> before = byKey.put(key, timed);
    if (before != null) {
      byTime.remove(before);
    }
    byTime.add(timed);
  }

  /** What a key has. */
  @Nullable Timed<K, V> get(K key) {
    return byKey.get(key);
  }

  /** Takes out what a key has, and returns it. */
  @Nullable Timed<K, V> remove(K key) {
    Timed<K, V> removed = byKey.remove(key);
    if (removed != null) {
      byTime.remove(removed);
    }
    return removed;
  }

  /** What has the earliest time. */
  @Nullable Timed<K, V> first() {
    return byTime.isEmpty() ? null : byTime.first();
  }

  int size() {
    return byKey.size();
  }

  /** A copy of all keys. */
  List<K> keys() {
    return new ArrayList<>(byKey.keySet());
  }
}
