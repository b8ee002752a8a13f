package io.wsgateway.core;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Numbers what this node publishes to each destination, so that a node that receives it sees what
 * it has missed; {@link Subscribers} looks. Safe for any thread.
 *
 * <p>Bounded by beginning anew: those who listen take a lower number for a beginning.
 */
final class Sequences {
  private static final int MAX_DESTINATIONS = 50_000;

  private final Map<Destination, AtomicLong> numbers = new ConcurrentHashMap<>();

  /**
   * Has something sent with the next number, from 1 on; to one destination in the order of the
   * numbers. Sending may not wait.
   */
  <T> T number(Destination destination, LongFunction<T> send) {
    if (numbers.size() >= MAX_DESTINATIONS) {
      numbers.clear();
    }
    AtomicLong last = numbers.computeIfAbsent(destination, absent -> new AtomicLong());
    synchronized (last) {
      return send.apply(last.incrementAndGet());
    }
  }
}
