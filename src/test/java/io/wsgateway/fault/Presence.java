package io.wsgateway.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * When each client was there: from its last line answered to its close. What is published while a
 * client is there, all of the time, it must get; what is published while it has not even begun to
 * come back, all of the time, it cannot have. Safe for any thread.
 */
final class Presence {
  private final List<List<Stay>> stays = new ArrayList<>();

  /** Times are those of {@link System#nanoTime}. */
  private static final class Stay {
    private final long dialled;
    private long from = Long.MAX_VALUE;
    private long to = Long.MAX_VALUE;

    Stay(long dialled) {
      this.dialled = dialled;
    }
  }

  Presence(int clients) {
    for (int i = 0; i < clients; i++) {
      stays.add(new ArrayList<>());
    }
  }

  /** It tries; an attempt before that did not end well is over. */
  synchronized void dialled(int client, long time) {
    List<Stay> all = stays.get(client);
    if (!all.isEmpty()) {
      latest(client).to = Math.min(latest(client).to, time);
    }
    all.add(new Stay(time));
  }

  synchronized void came(int client, long time) {
    latest(client).from = time;
  }

  synchronized void went(int client, long time) {
    latest(client).to = time;
  }

  /** How often a client came. */
  synchronized long arrivals(int client) {
    return stays.get(client).stream().filter(stay -> stay.from < Long.MAX_VALUE).count();
  }

  /** Shows the times from and to which a client was there. */
  synchronized void forEachStay(int client, LongBinaryConsumer action) {
    stays.get(client).stream()
        .filter(stay -> stay.from < Long.MAX_VALUE)
        .forEach(stay -> action.accept(stay.from, stay.to));
  }

  /** Takes two times. */
  @FunctionalInterface
  interface LongBinaryConsumer {
    void accept(long from, long to);
  }

  /** Whether a client was there from one time to another without a break. */
  synchronized boolean wasThere(int client, long from, long to) {
    return stays.get(client).stream().anyMatch(stay -> stay.from <= from && to <= stay.to);
  }

  /** Whether a client was away from one time to another without a break. */
  synchronized boolean wasAway(int client, long from, long to) {
    return stays.get(client).stream().noneMatch(stay -> stay.dialled <= to && from <= stay.to);
  }

  /** When a client came and went, in milliseconds since a time. */
  synchronized String describe(int client, long since) {
    return stays.get(client).stream()
        .map(
            stay ->
                "dialled %,d, was there from %,d to %,d"
                    .formatted(
                        millis(stay.dialled, since),
                        millis(stay.from, since),
                        millis(stay.to, since)))
        .collect(Collectors.joining("; "));
  }

  private static long millis(long time, long since) {
    return time == Long.MAX_VALUE ? -1 : (time - since) / 1_000_000;
  }

  private Stay latest(int client) {
    List<Stay> all = stays.get(client);
    return all.get(all.size() - 1);
  }
}
