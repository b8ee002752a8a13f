package io.wsgateway.core;

import static java.lang.System.Logger.Level.ERROR;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One delivery thread and the connections that belong to it, so that their order is kept without
 * locks. It takes all that is pending at once, fills outboxes, and then starts one write per
 * connection: a burst to one topic becomes one write per client.
 *
 * <p>{@link #enqueue} may be called by any thread. Its bound is kept by {@link Delivery}, for all
 * lanes together.
 */
final class Lane implements Runnable {
  private static final SparingLog LOG = SparingLog.of(Lane.class);

  private final int index;
  private final BlockingQueue<Consumer<Lane>> pending = new LinkedBlockingQueue<>();
  private final Set<Connection> touched = new LinkedHashSet<>();
  private boolean stopping;
  private volatile boolean abandoned;
  // Written by the lane's thread alone: a sign that it works, which must cost nothing.
  private final AtomicLong steps = new AtomicLong();
  private volatile boolean busy;

  Lane(int index) {
    this.index = index;
  }

  int index() {
    return index;
  }

  /** How much the thread has done; rises as long as it does anything. */
  long steps() {
    return steps.get();
  }

  /** Whether the thread is at work, or something waits for it. */
  boolean hasWork() {
    return busy || !pending.isEmpty();
  }

  /** Has this lane's thread do something, after all that was enqueued before. */
  void enqueue(Consumer<Lane> work) {
    pending.add(work);
  }

  /**
   * Puts a message in a connection's outbox; it is written when the lane has taken all that is
   * pending.
   *
   * @return whether it is in
   */
  boolean deliver(Connection connection, Payload payload) {
    boolean isIn = connection.outbox().add(payload);
    touched.add(connection);
    return isIn;
  }

  /** Ends the thread once it has done what is pending. */
  void stop() {
    enqueue(lane -> stopping = true);
  }

  /** Ends the thread when it is interrupted next, whatever is pending. */
  void abandon() {
    abandoned = true;
  }

  @Override
  public void run() {
    List<Consumer<Lane>> taken = new ArrayList<>();
    while (!stopping && !abandoned) {
      try {
        taken.add(pending.take());
      } catch (InterruptedException e) {
        // A stopping server interrupts its threads before it tells the application, whose clients
        // are still to be told.
        continue;
      }
      busy = true;
      pending.drainTo(taken);
      taken.forEach(this::doSafely);
      taken.clear();
      touched.forEach(connection -> doSafely(lane -> connection.outbox().flush()));
      touched.clear();
      busy = false;
    }
  }

  /** One broken piece of work, whatever broke it, must not stop delivery to everybody else. */
  private void doSafely(Consumer<Lane> work) {
    steps.lazySet(steps.getPlain() + 1);
    try {
      work.accept(this);
    } catch (Throwable e) {
      LOG.log(ERROR, "Delivery went on after a fault in one message", e);
    }
  }
}
