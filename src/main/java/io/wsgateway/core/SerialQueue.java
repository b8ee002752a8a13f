package io.wsgateway.core;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs what it is given one at a time and in order, on an executor's threads, and holds at most so
 * many. Safe for any thread.
 */
final class SerialQueue {
  private final Executor executor;
  private final int max;
  // Made on first use: most connections have no observers.
  private @Nullable Queue<Runnable> waiting;
  private boolean running;
  private boolean sealed;

  SerialQueue(Executor executor, int max) {
    this.executor = executor;
    this.max = max;
  }

  /**
   * Runs it after everything given before; what comes after the last is ignored.
   *
   * @param evenIfFull whether it may go beyond the bound; for what comes at most once
   * @return false if too much waits already, or the executor has been shut down
   */
  boolean offer(Runnable work, boolean evenIfFull) {
    return offer(work, evenIfFull, false);
  }

  private boolean offer(Runnable work, boolean evenIfFull, boolean last) {
    synchronized (this) {
      if (sealed) {
        return true;
      }
      if (waiting == null) {
        waiting = new ArrayDeque<>();
      }
      if (waiting.size() >= max && !evenIfFull) {
        return false;
      }
      waiting.add(work);
      sealed = last;
      if (running) {
        return true;
      }
      running = true;
    }
    return handOver();
  }

  /** Runs it after everything given before, and takes nothing after it. */
  void offerLast(Runnable work) {
    offer(work, true, true);
  }

  private boolean handOver() {
    try {
      executor.execute(this::runNext);
      return true;
    } catch (RejectedExecutionException e) {
      synchronized (this) {
        running = false;
        waiting = null;
      }
      return false;
    }
  }

  /**
   * Runs one and queues up again, so that a busy connection does not keep a thread from the others.
   */
  private void runNext() {
    Runnable next;
    synchronized (this) {
      next = waiting == null ? null : waiting.poll();
      if (next == null) {
        running = false;
        waiting = null;
        return;
      }
    }
    try {
      next.run();
    } finally {
      handOver();
    }
  }
}
