package io.wsgateway.core;

import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Does things later: one schedule for the rules of all connections, so that a server's scheduler
 * holds one task and not one for each of them. Safe for any thread.
 *
 * <p>It is a hashed wheel: what is to be done goes into the slot of its time, of which each is as
 * long as {@link #RESOLUTION}, and a look at the clock goes through the slots since the last one.
 * Adding something is one exchange of a pointer, and what waits costs one look per turn of the
 * wheel, however much else there is.
 */
public final class Timers {
  /** How late something may be done. */
  static final Duration RESOLUTION = Duration.ofMillis(100);

  private static final SparingLog LOG = SparingLog.of(Timers.class);

  /** A turn of the wheel takes this many slots: more than a minute. A power of two. */
  private static final int SLOTS = 1024;

  private static final long SLOT = RESOLUTION.toNanos();

  private final LongSupplier nanoTime;
  private final long start;
  // What was added since the last look, the newest first.
  private final AtomicReference<@Nullable Task> arrivals = new AtomicReference<>();
  private final LongAdder waiting = new LongAdder();
  // Guards all below: two threads may look while the application is taken down.
  private final ReentrantLock turn = new ReentrantLock();
  private final @Nullable Task[] wheel = new @Nullable Task[SLOTS];
  private long lastSlot;
  private volatile boolean stopped;

  /** By a clock that only goes forward, such as {@link System#nanoTime}. */
  Timers(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
  }

  /**
   * Something that is done later, perhaps again and again, without another object each time: it may
   * wait in one place at a time.
   */
  public abstract static class Task {
    // Nanoseconds since the start of the timers.
    private long due;
    private @Nullable Task next;

    /** Does it, on a thread that all share: it must not wait. */
    protected abstract void run();
  }

  private static final class Once extends Task {
    private final Runnable work;

    Once(Runnable work) {
      this.work = work;
    }

    @Override
    protected void run() {
      work.run();
    }
  }

  /**
   * Does something after a delay, at most a tenth of a second late, on a thread that all share: it
   * must not wait. It cannot be taken back; what concerns a connection asks first whether that is
   * {@link Connection#isClosed() closed}.
   */
  public void after(Duration delay, Runnable work) {
    after(delay, new Once(work));
  }

  /** The same, with an object that is used again. It must not wait already. */
  public void after(Duration delay, Task task) {
    afterNanos(delay.toNanos(), task);
  }

  /**
   * The same, in nanoseconds. What is not above 0 is done at the next look, or by the one that goes
   * on just now: nothing may ask for that again and again.
   */
  public void afterNanos(long delay, Task task) {
    if (stopped) {
      return;
    }
    waiting.increment();
    task.due = nanoTime.getAsLong() - start + Math.max(0, Math.min(delay, Long.MAX_VALUE / 2));
    Task first;
    do {
      first = arrivals.get();
      task.next = first;
    } while (!arrivals.compareAndSet(first, task));
  }

  /** The clock that all goes by, in nanoseconds; it only goes forward. */
  public long nanoTime() {
    return nanoTime.getAsLong();
  }

  /**
   * Forgets what waits and takes nothing more: a container may keep a request whose connection is
   * long closed, and by way of it all that the connection's rules refer to.
   */
  void stop() {
    stopped = true;
    turn.lock();
    try {
      arrivals.set(null);
      Arrays.fill(wheel, null);
      waiting.reset();
    } finally {
      turn.unlock();
    }
  }

  /** How much waits for its time. */
  int waiting() {
    return waiting.intValue();
  }

  /**
   * Does what is due, the earliest first. Called at least once per {@link #RESOLUTION}; while one
   * thread is at it, others do nothing.
   */
  void runDue() {
    if (!turn.tryLock()) {
      return;
    }
    try {
      List<Task> due = takeDue();
      while (!due.isEmpty()) {
        due.forEach(this::run);
        due = arrivals.get() == null ? List.of() : takeDue();
      }
    } finally {
      turn.unlock();
    }
  }

  private void run(Task task) {
    waiting.decrement();
    try {
      task.run();
    } catch (Throwable e) { // or no rule would be applied any more
      LOG.log(ERROR, "A rule could not be applied", e);
    }
  }

  private List<Task> takeDue() {
    sortIn(arrivals.getAndSet(null));
    long now = nanoTime.getAsLong() - start;
    long slot = now / SLOT;
    List<Task> due = new ArrayList<>();
    // The last slot was not over when it was looked at. After a pause, one turn shows everything.
    for (long i = Math.max(lastSlot, slot - SLOTS + 1); i <= slot; i++) {
      takeDue((int) (i % SLOTS), now, due);
    }
    lastSlot = slot;
    due.sort(Comparator.comparingLong(task -> task.due));
    return due;
  }

  private void takeDue(int index, long now, List<Task> due) {
    Task rest = wheel[index];
    wheel[index] = null;
    while (rest != null) {
      Task task = rest;
      rest = task.next;
      task.next = null;
      if (task.due <= now) {
        due.add(task);
      } else {
        insert(index, task);
      }
    }
  }

  /** Those that came first go in last, and so come out first. */
  private void sortIn(@Nullable Task newest) {
    Task rest = newest;
    while (rest != null) {
      Task task = rest;
      rest = task.next;
      // What is due already goes where the next look comes by.
      insert((int) (Math.max(task.due / SLOT, lastSlot) % SLOTS), task);
    }
  }

  private void insert(int index, Task task) {
    task.next = wheel[index];
    wheel[index] = task;
  }
}
