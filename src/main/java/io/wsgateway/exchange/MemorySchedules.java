package io.wsgateway.exchange;

import static java.lang.System.Logger.Level.WARNING;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Scheduled;
import io.wsgateway.core.Schedules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what waits for its time in this node's memory: other nodes do not know of it, and it is
 * lost with the node. Bounded in entries and in bytes.
 */
final class MemorySchedules implements Schedules {
  private static final System.Logger LOG = System.getLogger(MemorySchedules.class.getName());
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

  /** The clock is looked at so often, however far the next time is: somebody may have set it. */
  private static final long LONGEST_SLEEP = TimeUnit.MILLISECONDS.toNanos(500);

  /** What an entry takes besides its message. */
  private static final int OVERHEAD = 400;

  private final int maxEntries;
  private final long maxBytes;
  private final ThreadFactory threads;
  private final InstantSource clock;

  private final Object lock = new Object();
  private final TimedMap<Name, Kept> kept = new TimedMap<>();
  private long bytes;
  private int givenCount;
  private @Nullable Alarm alarm;

  private record Name(String app, String id) {}

  /**
   * An entry.
   *
   * @param given a receiver has it
   */
  private record Kept(Scheduled entry, boolean given) {
    int size() {
      return OVERHEAD + entry.message().length;
    }
  }

  MemorySchedules(int maxEntries, long maxBytes, ThreadFactory threads, InstantSource clock) {
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
    this.threads = threads;
    this.clock = clock;
  }

  @Override
  public void start(Receiver receiver) {
    DueGiver giver = new DueGiver(receiver, clock);
    synchronized (lock) {
      if (alarm != null) {
        throw new IllegalStateException("Schedules are started already");
      }
      alarm = new Alarm("wsgateway-schedules", () -> giveAll(giver));
      alarm.start(threads);
    }
  }

  @Override
  public void stop() {
    Alarm ended;
    synchronized (lock) {
      ended = alarm;
      alarm = null;
    }
    if (ended == null) {
      return;
    }
    ended.stop();
    synchronized (lock) {
      awaitReceiver();
      if (kept.size() > 0) {
        LOG.log(WARNING, kept.size() + " delayed pushes are lost with this node");
      }
    }
  }

  private void awaitReceiver() {
    long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
    try {
      for (long left = STOP_PATIENCE.toNanos(); givenCount > 0 && left > 0; ) {
        TimeUnit.NANOSECONDS.timedWait(lock, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public CompletionStage<Void> add(Scheduled entry) {
    Name name = new Name(entry.app(), entry.id());
    Kept added = new Kept(entry, false);
    synchronized (lock) {
      if (kept.get(name) != null) {
        return CompletableFuture.completedFuture(null);
      }
      if (kept.size() >= maxEntries) {
        return CompletableFuture.failedFuture(full(maxEntries));
      }
      if (bytes + added.size() > maxBytes) {
        return CompletableFuture.failedFuture(tooManyBytes());
      }
      put(name, added, entry.due().toEpochMilli());
      if (alarm != null) {
        alarm.wake();
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Boolean> remove(String app, String id) {
    synchronized (lock) {
      TimedMap.Timed<Name, Kept> removed = takeOut(new Name(app, id));
      boolean inTime =
          removed != null && removed.time() == removed.value().entry().due().toEpochMilli();
      return CompletableFuture.completedFuture(inTime);
    }
  }

  @Override
  public CompletionStage<Optional<Scheduled>> find(String app, String id) {
    synchronized (lock) {
      TimedMap.Timed<Name, Kept> found = kept.get(new Name(app, id));
      return CompletableFuture.completedFuture(
          Optional.ofNullable(found).map(timed -> timed.value().entry()));
    }
  }

  @Override
  public boolean isShared() {
    return false;
  }

  private long giveAll(DueGiver giver) {
    while (true) {
      Scheduled entry;
      synchronized (lock) {
        TimedMap.Timed<Name, Kept> first = kept.first();
        long now = clock.millis();
        if (first == null || first.time() > now || alarm == null) {
          return first == null ? LONGEST_SLEEP : nanosUntil(first.time() - now);
        }
        entry = first.value().entry();
        put(first.key(), new Kept(entry, true), now + DueGiver.LEASE.toMillis());
      }
      giver.give(entry).thenAccept(done -> given(entry, done));
    }
  }

  private static long nanosUntil(long millis) {
    return Math.min(LONGEST_SLEEP, TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private void given(Scheduled entry, boolean done) {
    Name name = new Name(entry.app(), entry.id());
    synchronized (lock) {
      TimedMap.Timed<Name, Kept> found = kept.get(name);
      if (found == null || !found.value().equals(new Kept(entry, true))) {
        return;
      }
      if (done) {
        takeOut(name);
      } else {
        put(name, new Kept(entry, false), found.time());
      }
    }
  }

  private void put(Name name, Kept added, long time) {
    takeOut(name);
    kept.put(name, added, time);
    bytes += added.size();
    givenCount += added.given() ? 1 : 0;
  }

  private TimedMap.@Nullable Timed<Name, Kept> takeOut(Name name) {
    TimedMap.Timed<Name, Kept> removed = kept.remove(name);
    if (removed != null) {
      bytes -= removed.value().size();
      givenCount -= removed.value().given() ? 1 : 0;
      lock.notifyAll();
    }
    return removed;
  }

  /** What a caller is told for whom there is no room. */
  static GatewayException full(int maxEntries) {
    return new GatewayException(
        ErrorCode.LIMIT,
        maxEntries
            + " delayed pushes wait, as many as may; cancel some, or wait until some are delivered"
            + " (gateway.schedules.max-entries)");
  }

  private GatewayException tooManyBytes() {
    return new GatewayException(
        ErrorCode.LIMIT,
        "The delayed pushes on this node would hold more than "
            + (maxBytes >> 20)
            + " MB, as much as they may; cancel some, or wait until some are delivered");
  }
}
