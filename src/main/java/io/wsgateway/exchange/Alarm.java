package io.wsgateway.exchange;

import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One thread that works when it is time to, or earlier when it is woken. Used once: from {@link
 * #start} to {@link #stop}, which any thread may call, like {@link #wake}.
 */
final class Alarm {
  private static final System.Logger LOG = System.getLogger(Alarm.class.getName());
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
  private static final long AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(500);

  private final String name;
  private final Work work;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition turn = lock.newCondition();
  private boolean woken;
  private boolean stopped;
  private @Nullable Thread thread;

  /** What there is to do. */
  @FunctionalInterface
  interface Work {
    /**
     * Does what is due.
     *
     * @return after how many nanoseconds to be called without being woken
     */
    long turn();
  }

  Alarm(String name, Work work) {
    this.name = name;
    this.work = work;
  }

  void start(ThreadFactory factory) {
    Thread started = factory.newThread(this::run);
    started.setName(name);
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  /** Has the work done soon. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      turn.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Lets the work that is being done come to its end, and waits for that, but not for long. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      turn.signal();
    } finally {
      lock.unlock();
    }
    Thread ended = thread;
    if (ended == null || ended == Thread.currentThread()) {
      return;
    }
    try {
      ended.join(STOP_PATIENCE.toMillis());
      ended.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (long nanos = 0; await(nanos); ) {
        nanos = turn();
      }
    } catch (InterruptedException e) {
      // Stopped, by us or by the container.
    }
  }

  private long turn() {
    try {
      return work.turn();
    } catch (RuntimeException | Error e) {
      // Without this thread nothing would ever be done again.
      LOG.log(ERROR, "Work of " + name + " failed and is tried again", e);
      return AFTER_FAILURE;
    }
  }

  /** Waits for so long, or until woken; false when stopped. */
  private boolean await(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!woken && !stopped && left > 0) {
        left = turn.awaitNanos(left);
      }
      woken = false;
      return !stopped;
    } finally {
      lock.unlock();
    }
  }
}
