package io.wsgateway.core;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings publications to the connections of this node, on a few {@link Lane lanes}. Safe for any
 * thread; nothing here waits for a client.
 */
final class Delivery {
  private final List<Lane> lanes;
  private final int maxPending;
  private final Counters counters;
  private final AtomicInteger pending = new AtomicInteger();
  private final LaneWatch watch;
  private List<Thread> threads = List.of();

  /**
   * @param lanes how many threads deliver
   * @param maxPending how many publications may wait for all lanes together
   */
  Delivery(int lanes, int maxPending, Counters counters) {
    this.lanes = IntStream.range(0, lanes).mapToObj(Lane::new).toList();
    this.maxPending = maxPending;
    this.counters = counters;
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

  /** How many publications wait for lanes; one that waits for two counts twice. */
  int pending() {
    return pending.get();
  }

  /** With how many pending no more are accepted. */
  int maxPending() {
    return maxPending;
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
   * Hands a publication to an audience.
   *
   * @param trail for whoever watches, or null
   * @return false if too much is pending already: nobody gets it
   */
  boolean publish(Publication publication, Audience audience, @Nullable Trail trail) {
    if (audience.size() > 0 && pending.get() >= maxPending) {
      return false;
    }
    if (trail != null) {
      trail.start();
    }
    Encoding encoding = new Encoding(publication, counters, trail);
    for (Lane lane : lanes) {
      if (audience.occupies(lane)) {
        pending.incrementAndGet();
        if (trail != null) {
          trail.begin();
        }
        lane.enqueue(
            worker -> {
              pending.decrementAndGet();
              audience.forEach(worker, connection -> encoding.deliver(worker, connection));
              if (trail != null) {
                trail.end();
              }
            });
      }
    }
    if (trail != null) {
      trail.end();
    }
    return true;
  }

  /** Sends to one connection, in order with everything else it gets. */
  void send(Connection connection, Payload payload) {
    connection.lane().enqueue(worker -> worker.deliver(connection, payload));
  }

  /** The same, and then something that what is delivered afterwards is to see. */
  void send(Connection connection, Payload payload, Runnable then) {
    connection
        .lane()
        .enqueue(
            worker -> {
              worker.deliver(connection, payload);
              then.run();
            });
  }

  /** Closes a connection after everything it was sent before. */
  void close(Connection connection, DisconnectReason reason) {
    connection.lane().enqueue(worker -> connection.outbox().closeWhenEmpty(reason));
  }
}
