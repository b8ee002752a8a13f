package io.wsgateway.core;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Looks after the outboxes of all connections: closes those to which a write takes too long, and
 * keeps the memory of all together bounded. One look for all of them, so that a connection that is
 * idle costs a few nanoseconds of it and a write nothing. For one thread at a time.
 */
final class OutboxWatch {
  /** Whose write takes longer than this is not reading. */
  static final Duration STUCK = Duration.ofSeconds(1);

  /** Whose write takes longer than this reads too slowly for a node that has no memory left. */
  static final Duration SLOW = Duration.ofSeconds(5);

  /** Of those that do not read, so many parts are closed before it is measured again. */
  private static final int PARTS = 8;

  /** A message is there as its content, and as the frames that are written. */
  private static final int FORMS = 2;

  /** So many times as long as it measured it leaves the thread, which is the timers', to others. */
  private static final int REST = 10;

  private static final SparingLog LOG = SparingLog.of(OutboxWatch.class);

  private final Supplier<Collection<Connection>> connections;
  private final Delivery delivery;
  private final LongSupplier nanoTime;
  private int round;
  private long restUntil;

  /**
   * @param nanoTime a clock that only goes forward
   */
  OutboxWatch(
      Supplier<Collection<Connection>> connections, Delivery delivery, LongSupplier nanoTime) {
    this.connections = connections;
    this.delivery = delivery;
    this.nanoTime = nanoTime;
    restUntil = nanoTime.getAsLong();
  }

  /** Whom to close for the sake of the others: of these, who reads nothing goes first. */
  private record Candidate(Outbox outbox, boolean isStuck, long time) {}

  /** Closes those to which a write takes longer than the deadline, by at most a look's distance. */
  void sweep() {
    long now = nanoTime.getAsLong();
    long deadline = delivery.limits().writeDeadline().toNanos();
    for (Connection connection : connections.get()) {
      Outbox outbox = connection.outbox();
      outbox.flyingFor(now);
      if (outbox.stuckFor(now) >= deadline && deadline > 0) {
        outbox.close(DisconnectReason.WRITE_DEADLINE);
      }
    }
  }

  /**
   * If outboxes take more memory than they may, closes those that do not read, the longest stuck
   * first, and then those that read too slowly, until they take less; if there are none, nothing
   * more is accepted until they do. What it goes by first is a sum of contents: too large where
   * connections share what they are sent, and half of it all where they do not, since frames are
   * made of contents. Only when that might be beyond the bound are they measured, and for no more
   * than a part of the time.
   */
  void relieve() {
    long begin = nanoTime.getAsLong();
    if (begin - restUntil < 0) {
      return;
    }
    long most = delivery.limits().outboxes();
    boolean full = delivery.held() > most / FORMS && measure() > most && !free(most);
    delivery.setFull(full);
    long end = nanoTime.getAsLong();
    restUntil = end + REST * (end - begin);
    if (full) {
      LOG.log(
          WARNING,
          "What waits for clients takes more memory than gateway.outbox.total-size allows, and all"
              + " of them read: pushes are refused until it is less");
    }
  }

  /** Whether it could be done. */
  private boolean free(long most) {
    long now = nanoTime.getAsLong();
    List<Candidate> candidates = new ArrayList<>();
    for (Connection connection : connections.get()) {
      Outbox outbox = connection.outbox();
      long stuck = outbox.stuckFor(now);
      long flying = outbox.flyingFor(now);
      if (stuck >= STUCK.toNanos()) {
        candidates.add(new Candidate(outbox, true, stuck));
      } else if (flying >= SLOW.toNanos()) {
        candidates.add(new Candidate(outbox, false, flying));
      }
    }
    candidates.sort(
        Comparator.comparing(Candidate::isStuck).thenComparing(Candidate::time).reversed());
    int part = Math.max(1, candidates.size() / PARTS);
    for (int i = 0; i < candidates.size(); i++) {
      candidates.get(i).outbox().close(DisconnectReason.OUTBOX_MEMORY);
      if ((i + 1) % part == 0 && measure() <= most) {
        return true;
      }
    }
    return measure() <= most;
  }

  private long measure() {
    round++;
    long sum = 0;
    for (Connection connection : connections.get()) {
      sum += connection.outbox().measure(round);
    }
    return sum;
  }
}
