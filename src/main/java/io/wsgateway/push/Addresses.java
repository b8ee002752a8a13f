package io.wsgateway.push;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Where gateways are, in the order in which they are preferred: the first one is asked until it
 * fails, and then the next one, until that fails. One that has failed is passed over for a while,
 * and one that has said until when it wants to be left alone, until then; unless there is no other.
 *
 * <p>Safe for any thread.
 */
final class Addresses {
  /** For so long one is passed over that has not answered. */
  static final Duration PENALTY = Duration.ofSeconds(5);

  private final List<URI> bases;
  private final LongSupplier nanos;
  private final long origin;
  private final long[] avoided;
  private final long[] busy;
  private int preferred;

  Addresses(List<URI> bases, LongSupplier nanos) {
    this.bases = List.copyOf(bases);
    this.nanos = nanos;
    this.origin = nanos.getAsLong();
    this.avoided = new long[bases.size()];
    this.busy = new long[bases.size()];
  }

  URI get(int at) {
    return bases.get(at);
  }

  /** Whom to ask now. */
  synchronized int pick() {
    long now = now();
    int best = preferred;
    for (int i = 0; i < bases.size(); i++) {
      int at = (preferred + i) % bases.size();
      if (avoided[at] <= now && busy[at] <= now) {
        preferred = at;
        return at;
      }
      boolean freer = busy[at] <= now && busy[best] > now;
      boolean alike = (busy[at] <= now) == (busy[best] <= now);
      if (freer || (alike && until(at) < until(best))) {
        best = at;
      }
    }
    return best;
  }

  private long until(int at) {
    return Math.max(avoided[at], busy[at]);
  }

  /** It has not done what it was asked for. */
  synchronized void failed(int at) {
    avoided[at] = now() + PENALTY.toNanos();
  }

  /** It has said so. */
  synchronized void busyFor(int at, Duration time) {
    busy[at] = Math.max(busy[at], now() + time.toNanos());
  }

  synchronized void succeeded(int at) {
    avoided[at] = 0;
  }

  /** How many nanoseconds it still wants to be left alone. */
  synchronized long wait(int at) {
    return Math.max(0, busy[at] - now());
  }

  private long now() {
    // From 1 on, so that 0 is past.
    return nanos.getAsLong() - origin + 1;
  }
}
