package io.wsgateway.core;

import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Does things later: one schedule for the rules of all connections, so that a server's scheduler
 * holds one task and not one for each of them. Safe for any thread.
 */
public final class Timers {
  /** How late something may be done. */
  static final Duration RESOLUTION = Duration.ofMillis(100);

  private static final SparingLog LOG = SparingLog.of(Timers.class);

  private final LongSupplier nanoTime;
  private final Queue<Entry> entries = new PriorityQueue<>();

  /** By a clock that only goes forward, such as {@link System#nanoTime}. */
  Timers(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  private record Entry(long due, Runnable work) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      // The difference, since the clock may overflow.
      return Long.signum(due - other.due);
    }
  }

  /**
   * Does something after a delay, at most a tenth of a second late, on a thread that all share: it
   * must not wait. It cannot be taken back; what concerns a connection asks first whether that is
   * {@link Connection#isClosed() closed}.
   */
  public void after(Duration delay, Runnable work) {
    synchronized (entries) {
      entries.add(new Entry(nanoTime.getAsLong() + delay.toNanos(), work));
    }
  }

  /** How much waits for its time. */
  int waiting() {
    synchronized (entries) {
      return entries.size();
    }
  }

  /** Does what is due. Called by one thread, at least once per {@link #RESOLUTION}. */
  void runDue() {
    for (Entry next = nextDue(); next != null; next = nextDue()) {
      try {
        next.work().run();
      } catch (Throwable e) { // or no rule would be applied any more
        LOG.log(ERROR, "A rule could not be applied", e);
      }
    }
  }

  private @Nullable Entry nextDue() {
    synchronized (entries) {
      Entry first = entries.peek();
      return first != null && first.due() - nanoTime.getAsLong() <= 0 ? entries.poll() : null;
    }
  }
}
