package io.wsgateway.core;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What this node reports to one who watches, on whatever node: so many sightings a second, and then
 * only how many more there were. Safe for any thread; nothing waits.
 */
final class WatchPost {
  static final int PER_SECOND = 200;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int MOST_KNOWN = 1_000;

  private final Destination target;
  private final int node;
  private final long since;
  private final Consumer<Sighting> reports;
  // Guarded by this.
  private final Set<Long> shown = new HashSet<>();
  private long heard;
  private long window;
  private int reported;
  private long skipped;

  /**
   * @param target what is watched
   * @param node this node
   * @param since when this began, in milliseconds since 1970
   * @param reports takes them, at once
   * @param now by a clock that only goes forward
   */
  WatchPost(Destination target, int node, long since, Consumer<Sighting> reports, long now) {
    this.target = target;
    this.node = node;
    this.since = since;
    this.reports = reports;
    heard = now;
    window = now;
  }

  Destination target() {
    return target;
  }

  /** Whoever watches still does. */
  synchronized void renew(long now) {
    heard = now;
  }

  /** Whether it has not been heard for so long that whoever watched does so no more. */
  synchronized boolean isOver(long now, Duration patience) {
    return now - heard > patience.toNanos();
  }

  /** Whether a connection's coming is still to be told: it came after this began. */
  synchronized boolean isNew(Connection connection) {
    if (connection.since().toEpochMilli() < since || shown.contains(connection.id())) {
      return false;
    }
    if (shown.size() >= MOST_KNOWN) {
      shown.clear();
    }
    return shown.add(connection.id());
  }

  /** Reports, unless that is too much for this second. */
  void report(Sighting sighting, long now) {
    tellRest(now);
    synchronized (this) {
      if (reported >= PER_SECOND) {
        skipped++;
        return;
      }
      reported++;
    }
    reports.accept(sighting);
  }

  /** Tells what was left out, once its second is over. */
  void tellRest(long now) {
    long left;
    synchronized (this) {
      if (now - window < SECOND) {
        return;
      }
      window = now;
      reported = 0;
      left = skipped;
      skipped = 0;
    }
    if (left > 0) {
      reports.accept(
          Sighting.of(Sighting.Kind.SKIPPED, node, System.currentTimeMillis()).times(left));
    }
  }
}
