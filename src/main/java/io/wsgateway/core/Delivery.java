package io.wsgateway.core;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings publications to the connections of this node, on a few {@link Lane lanes}. Safe for any
 * thread; nothing here waits for a client.
 */
final class Delivery {
  /**
   * So few may always wait, however long the first has waited: a pause of the machine is no load.
   */
  static final int FEW = 100;

  /** So many messages to single connections may always wait for a lane. */
  private static final int MANY = 100_000;

  /** So few bytes for a single connection are not counted: pings of all dialects have less. */
  private static final int SMALL = 128;

  private final List<Lane> lanes;
  private final Counters counters;
  private volatile DeliveryLimits limits;
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicLong pendingBytes = new AtomicLong();
  private final AtomicLong directBytes = new AtomicLong();
  private volatile boolean full;
  private final LaneWatch watch;
  private List<Thread> threads = List.of();

  /**
   * @param lanes how many threads deliver
   */
  Delivery(int lanes, DeliveryLimits limits, Counters counters) {
    this.limits = limits;
    this.counters = counters;
    this.lanes =
        IntStream.range(0, lanes)
            .mapToObj(index -> new Lane(index, this::limits, counters))
            .toList();
    watch = new LaneWatch(this.lanes, System::nanoTime);
  }

  void start(ThreadFactory factory) {
    threads = lanes.stream().map(factory::newThread).toList();
    for (int i = 0; i < threads.size(); i++) {
      threads.get(i).setName("wsgateway-lane-" + i);
      threads.get(i).start();
    }
  }

  /** Delivers what is pending and ends the threads, the hard way after the deadline. */
  void stop(Duration deadline) {
    lanes.forEach(Lane::stop);
    long end = System.nanoTime() + deadline.toNanos();
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    lanes.forEach(Lane::abandon);
    threads.forEach(Thread::interrupt);
  }

  /** How much may wait. */
  DeliveryLimits limits() {
    return limits;
  }

  /** From now on so much may wait. */
  void setLimits(DeliveryLimits others) {
    limits = others;
  }

  /** How many publications wait for lanes; one that waits for two counts twice. */
  int pending() {
    return pending.get();
  }

  /** How much content waits for lanes, in bytes; counted in the same way. */
  long pendingBytes() {
    return pendingBytes.get();
  }

  /** With how many pending no more are accepted. */
  int maxPending() {
    return limits.pending();
  }

  /** How much is in all outboxes; what several share counts for each of them. */
  long held() {
    long sum = 0;
    for (Lane lane : lanes) {
      sum += lane.held();
    }
    return sum;
  }

  /** Whether outboxes take as much memory as they may, so that nothing more is accepted. */
  void setFull(boolean nothingMore) {
    full = nothingMore;
  }

  /** Sees to it that lanes do what is pending. */
  LaneWatch watch() {
    return watch;
  }

  int laneCount() {
    return lanes.size();
  }

  /** The lane that a connection belongs to from now on. */
  Lane laneFor(long connectionId) {
    return lanes.get((int) (connectionId % lanes.size()));
  }

  /**
   * Hands a publication that is to be accepted here to an audience.
   *
   * @param trail for whoever watches, or null
   * @return false if too much is pending already: nobody gets it
   */
  boolean publish(Publication publication, Audience audience, @Nullable Trail trail) {
    return !isLate(audience) && deliver(publication, audience, trail);
  }

  /**
   * Hands a publication that was accepted elsewhere to an audience: as long as there is room, here
   * and in outboxes, however late it will be.
   *
   * @param trail for whoever watches, or null
   * @return false if too much is pending already: nobody here gets it
   */
  boolean deliver(Publication publication, Audience audience, @Nullable Trail trail) {
    int parts = parts(audience);
    int bytes = publication.payload().size();
    if ((full && parts > 0) || !reserve(parts, (long) parts * bytes)) {
      return false;
    }
    if (trail != null) {
      trail.start();
    }
    Encoding encoding = new Encoding(publication, counters, trail);
    for (int i = 0; i < lanes.size() && parts > 0; i++) {
      Lane lane = lanes.get(i);
      if (audience.occupies(lane)) {
        parts--;
        if (trail != null) {
          trail.begin();
        }
        lane.enqueue(handOut(encoding, audience, bytes, trail), encoding.accepted(), bytes);
      }
    }
    if (trail != null) {
      trail.end();
    }
    return true;
  }

  private Consumer<Lane> handOut(
      Encoding encoding, Audience audience, int bytes, @Nullable Trail trail) {
    return lane -> {
      pending.decrementAndGet();
      pendingBytes.addAndGet(-bytes);
      try {
        encoding.deliver(lane, audience);
      } finally {
        if (trail != null) {
          trail.end();
        }
      }
    };
  }

  private int parts(Audience audience) {
    int parts = 0;
    for (int i = 0; i < lanes.size(); i++) {
      if (audience.occupies(lanes.get(i))) {
        parts++;
      }
    }
    return parts;
  }

  /** Takes room for a publication, or leaves all as it was. */
  private boolean reserve(int parts, long bytes) {
    if (parts == 0) {
      return true;
    }
    DeliveryLimits most = limits;
    if (pending.getAndAdd(parts) >= most.pending()) {
      pending.addAndGet(-parts);
      return false;
    }
    long before = pendingBytes.getAndAdd(bytes);
    // One that is larger than all the room passes when it is alone.
    if (before > 0 && before + bytes > most.pendingBytes()) {
      pendingBytes.addAndGet(-bytes);
      pending.addAndGet(-parts);
      return false;
    }
    return true;
  }

  /** Whether what is for this audience would wait for too long. */
  private boolean isLate(Audience audience) {
    if (pending.get() < FEW) {
      return false;
    }
    long most = limits.delay().toNanos();
    for (int i = 0; i < lanes.size(); i++) {
      Lane lane = lanes.get(i);
      if (lane.waiting() >= FEW && lane.lag() > most && audience.occupies(lane)) {
        return true;
      }
    }
    return false;
  }

  /** Sends to one connection, in order with everything else it gets. */
  void send(Connection connection, Payload payload) {
    enqueue(connection, payload, worker -> worker.deliver(connection, payload));
  }

  /** The same, and then something that what is delivered afterwards is to see. */
  void send(Connection connection, Payload payload, Runnable then) {
    enqueue(
        connection,
        payload,
        worker -> {
          worker.deliver(connection, payload);
          then.run();
        });
  }

  /**
   * What is for single connections cannot be refused, as their clients have asked for it; but with
   * as much of it as there may be publications, too, and no less than the pings of all, whoever
   * wants still more is closed. Of small ones only the number counts: what others are sent is no
   * reason to close somebody who is pinged.
   */
  private void enqueue(Connection connection, Payload payload, Consumer<Lane> work) {
    Lane lane = connection.lane();
    DeliveryLimits most = limits;
    int size = payload.size();
    long counted = size <= SMALL ? 0 : size;
    long before = directBytes.getAndAdd(counted);
    boolean isRoom =
        lane.waiting() < Math.max(MANY, 2L * most.pending())
            && (counted == 0 || before == 0 || before + counted <= most.pendingBytes());
    if (isRoom) {
      lane.enqueue(
          worker -> {
            directBytes.addAndGet(-counted);
            work.accept(worker);
          },
          System.nanoTime(),
          size);
    } else {
      directBytes.addAndGet(-counted);
      counters.dropped(Counters.Drop.SLOW_CONSUMER, 1);
      connection.outbox().close(DisconnectReason.SLOW_CONSUMER);
    }
  }

  /** Closes a connection after everything it was sent before. */
  void close(Connection connection, DisconnectReason reason) {
    connection.lane().enqueue(worker -> connection.outbox().closeWhenEmpty(reason));
  }
}
