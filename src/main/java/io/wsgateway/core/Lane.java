package io.wsgateway.core;

import static java.lang.System.Logger.Level.ERROR;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One delivery thread and the connections that belong to it, so that their order is kept without
 * locks. In rounds it takes what is pending, as much as outboxes have room for, fills outboxes, and
 * then starts one write per connection: a burst to one topic becomes one write per client. It waits
 * with the next round while there is {@link Congestion}.
 *
 * <p>{@link #enqueue} may be called by any thread. Its bound is kept by {@link Delivery}, for all
 * lanes together.
 */
final class Lane implements Runnable {
  private static final SparingLog LOG = SparingLog.of(Lane.class);

  /** How often it looks whether it may go on; a write of many frames takes about as long. */
  private static final long STEP = 500_000;

  private final int index;
  private final Supplier<DeliveryLimits> limits;
  private final Counters counters;
  private final BlockingQueue<Work> pending = new LinkedBlockingQueue<>();
  private final List<Outbox> touched = new ArrayList<>();
  private final Batches batches = new Batches();
  private final Congestion congestion = new Congestion(System::nanoTime);
  private OutboxLimits outboxLimits;
  private boolean stopping;
  private volatile boolean hurrying;
  private volatile boolean abandoned;
  // Written by the lane's thread alone: a sign that it works, which must cost nothing.
  private final AtomicLong steps = new AtomicLong();
  private volatile boolean busy;
  // What is in its outboxes: the one is written by the lane's thread alone.
  private final AtomicLong taken = new AtomicLong();
  private final LongAdder released = new LongAdder();

  /**
   * Something to do.
   *
   * @param since when it came, by {@link System#nanoTime}
   * @param bytes how much content it holds
   */
  private record Work(Consumer<Lane> task, long since, int bytes) {}

  Lane(int index, Supplier<DeliveryLimits> limits, Counters counters) {
    this.index = index;
    this.limits = limits;
    this.counters = counters;
    outboxLimits = limits.get().outbox();
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
    enqueue(work, System.nanoTime(), 0);
  }

  /**
   * The same.
   *
   * @param since when it came, by {@link System#nanoTime}
   * @param bytes how much content it holds
   */
  void enqueue(Consumer<Lane> work, long since, int bytes) {
    pending.add(new Work(work, since, bytes));
  }

  /** How much waits for the thread. */
  int waiting() {
    return pending.size();
  }

  /** How long the first that waits has waited, in nanoseconds; 0 if nothing does. */
  long lag() {
    Work first = pending.peek();
    return first == null ? 0 : Math.max(0, System.nanoTime() - first.since());
  }

  /** How much is in the outboxes of its connections; what several share counts for each. */
  long held() {
    return taken.get() - released.sum();
  }

  /**
   * Puts a message in a connection's outbox; it is written when the round is over.
   *
   * @return whether it is in
   */
  boolean deliver(Connection connection, Payload payload) {
    return connection.outbox().add(payload);
  }

  /** Ends the thread once it has done what is pending. */
  void stop() {
    hurrying = true;
    enqueue(lane -> stopping = true);
  }

  /** Ends the thread when it is interrupted next, whatever is pending. */
  void abandon() {
    abandoned = true;
  }

  @Override
  public void run() {
    List<Work> round = new ArrayList<>();
    while (!stopping && !abandoned) {
      try {
        round.add(pending.take());
      } catch (InterruptedException e) {
        // A stopping server interrupts its threads before it tells the application, whose clients
        // are still to be told.
        continue;
      }
      busy = true;
      awaitRoom();
      take(round);
      for (int i = 0; i < round.size(); i++) {
        doSafely(round.get(i).task());
      }
      round.clear();
      flush();
      busy = false;
    }
  }

  private void awaitRoom() {
    outboxLimits = limits.get().outbox();
    congestion.beginRound();
    while (!hurrying && congestion.isJammed(outboxLimits)) {
      step();
      LockSupport.parkNanos(STEP);
    }
  }

  /** Takes the rest of a round, which has begun. */
  private void take(List<Work> round) {
    int most = outboxLimits.roundMessages();
    long left = outboxLimits.roundBytes() - round.get(0).bytes();
    Work next = pending.peek();
    while (next != null && round.size() < most && next.bytes() <= left) {
      left -= next.bytes();
      round.add(next);
      pending.poll();
      next = pending.peek();
    }
  }

  private void flush() {
    for (int i = 0; i < touched.size(); i++) {
      Outbox outbox = touched.get(i);
      step();
      try {
        outbox.flush();
        congestion.sent(outbox, outboxLimits);
      } catch (Throwable e) {
        LOG.log(ERROR, "Delivery went on after a fault in one write", e);
      }
    }
    touched.clear();
    batches.finish();
  }

  private void step() {
    steps.lazySet(steps.getPlain() + 1);
    // Of a thread that is interrupted, NIO closes the socket that it writes to, and it cannot wait.
    Thread.interrupted();
  }

  /** One broken piece of work, whatever broke it, must not stop delivery to everybody else. */
  private void doSafely(Consumer<Lane> work) {
    step();
    try {
      work.accept(this);
    } catch (Throwable e) {
      LOG.log(ERROR, "Delivery went on after a fault in one message", e);
    }
  }

  // --- for its outboxes --------------------------------------------------------------------------

  /** The bound of each. Only the lane's thread. */
  OutboxLimits limits() {
    return outboxLimits;
  }

  Counters counters() {
    return counters;
  }

  /** Puts together what they are sent. Only the lane's thread. */
  Batches batches() {
    return batches;
  }

  /** An outbox is to be flushed when the round is over. Only the lane's thread. */
  void touched(Outbox outbox) {
    touched.add(outbox);
  }

  /** So many bytes are in an outbox. Only the lane's thread. */
  void taken(long bytes) {
    taken.lazySet(taken.getPlain() + bytes);
  }

  /** So many bytes no longer are. Any thread. */
  void released(long bytes) {
    released.add(bytes);
  }
}
