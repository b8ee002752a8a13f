package io.wsgateway.core;

import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Numbers what this node publishes to each destination, so that a node that receives it sees what
 * it has missed; {@link Subscribers} looks. Safe for any thread.
 *
 * <p>Takes a megabyte, however many destinations there are: of two that meet in one slot, the one
 * published to last has it, and the other begins anew when it is its turn. Those who listen take a
 * lower number for a beginning.
 */
final class Sequences {
  private static final int SLOTS = 1 << 16;
  private static final int LOCKS = 1 << 8;

  private final long[] owners = new long[SLOTS];
  private final long[] last = new long[SLOTS];
  private final Object[] locks = IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toArray();

  /**
   * Has something sent with the next number, from 1 on; to one destination in the order of the
   * numbers. Sending may not wait.
   */
  <T> T number(Destination destination, LongFunction<T> send) {
    long hash = hash(destination);
    int slot = (int) hash & (SLOTS - 1);
    synchronized (locks[slot & (LOCKS - 1)]) {
      if (owners[slot] != hash) {
        owners[slot] = hash;
        last[slot] = 0;
      }
      return send.apply(++last[slot]);
    }
  }

  private static long hash(Destination destination) {
    long app = NameHash.of(destination.app());
    if (destination instanceof Destination.OfUser user) {
      return app * 31 + NameHash.of(user.user());
    }
    if (destination instanceof Destination.OfTopic topic) {
      return app * 37 + NameHash.of(topic.topic());
    }
    return app;
  }
}
