package io.wsgateway.fault;

import java.util.ArrayList;
import java.util.List;

/**
 * When each client was there: from its last line answered to its close. What is published while a
 * client is there, all of the time, it must get; what is published while it is away, all of the
 * time, it cannot have. Safe for any thread.
 */
final class Presence {
  private final List<List<Stay>> stays = new ArrayList<>();

  /** Times are those of {@link System#nanoTime}. */
  private static final class Stay {
    private final long from;
    private long to = Long.MAX_VALUE;

    Stay(long from) {
      this.from = from;
    }
  }

  Presence(int clients) {
    for (int i = 0; i < clients; i++) {
      stays.add(new ArrayList<>());
    }
  }

  synchronized void came(int client, long time) {
    stays.get(client).add(new Stay(time));
  }

  synchronized void went(int client, long time) {
    List<Stay> all = stays.get(client);
    all.get(all.size() - 1).to = time;
  }

  /** How often a client came. */
  synchronized int arrivals(int client) {
    return stays.get(client).size();
  }

  /** Whether a client was there from one time to another without a break. */
  synchronized boolean wasThere(int client, long from, long to) {
    return stays.get(client).stream().anyMatch(stay -> stay.from <= from && to <= stay.to);
  }

  /** Whether a client was away from one time to another without a break. */
  synchronized boolean wasAway(int client, long from, long to) {
    return stays.get(client).stream().noneMatch(stay -> stay.from <= to && from <= stay.to);
  }
}
