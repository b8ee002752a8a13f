package io.wsgateway.core;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.wsgateway.config.DrainConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes this node out without anybody losing a message that was on its way: first it says that it
 * is not ready, so that balancers send it nobody any more; after a while it turns handshakes away
 * and closes its connections at a pace, each after what waits for it, with advice when to come
 * back. It goes on taking pushes, for the clients of other nodes. Safe for any thread.
 */
public final class Drain {
  private static final System.Logger LOG = System.getLogger(Drain.class.getName());
  private static final Duration STEP = Duration.ofMillis(100);

  private final Supplier<Collection<Connection>> connections;
  private final BiConsumer<Connection, DisconnectReason> closer;
  private final Timers timers;
  private final Supplier<DrainConfig> config;
  private final LongSupplier nanoTime;
  private State state = State.SERVING;
  private boolean turnsAway;
  private boolean stopping;
  private @Nullable Departure departure;

  /** How far it is. */
  public enum State {
    /** Clients are welcome. */
    SERVING,
    /** Clients are being sent away, or soon will be. */
    DRAINING,
    /** There is none any more. */
    DRAINED
  }

  Drain(
      Supplier<Collection<Connection>> connections,
      BiConsumer<Connection, DisconnectReason> closer,
      Timers timers,
      Supplier<DrainConfig> config,
      LongSupplier nanoTime) {
    this.connections = connections;
    this.closer = closer;
    this.timers = timers;
    this.config = config;
    this.nanoTime = nanoTime;
  }

  /** How far it is. */
  public synchronized State state() {
    return state;
  }

  /** Whether balancers may send clients here. */
  public synchronized boolean isReady() {
    return state == State.SERVING;
  }

  /** Begins, as {@code gateway.drain.*} has it. */
  public void start() {
    start(config.get().notice(), config.get().pace());
  }

  /**
   * Begins, or begins anew with other numbers; returns at once.
   *
   * @param wait how long the node is not ready, but goes on serving
   * @param pace how many connections it then closes in a second
   * @throws GatewayException {@link ErrorCode#BAD_REQUEST} if one of them is out of bounds
   */
  public void start(Duration wait, int pace) {
    if (wait.isNegative() || wait.compareTo(DrainConfig.MAX_WAIT) > 0) {
      throw new GatewayException(
          ErrorCode.BAD_REQUEST,
          "The wait is "
              + wait.toMillis()
              + " ms; expected 0 to "
              + DrainConfig.MAX_WAIT.toMillis());
    }
    if (pace < 1 || pace > DrainConfig.MAX_PACE) {
      throw new GatewayException(
          ErrorCode.BAD_REQUEST,
          "The pace is " + pace + " a second; expected 1 to " + DrainConfig.MAX_PACE);
    }
    Departure begun = begin(pace);
    if (begun != null) {
      LOG.log(
          INFO,
          "Not ready any more; in "
              + wait.toMillis()
              + " ms, clients are sent away, "
              + pace
              + " a second");
      timers.after(wait, () -> sendAway(begun));
    }
  }

  /**
   * Lets clients in again. Has no effect if nothing was begun.
   *
   * @throws GatewayException {@link ErrorCode#BAD_REQUEST} if the whole node is being stopped
   */
  public void resume() {
    synchronized (this) {
      if (stopping) {
        throw new GatewayException(
            ErrorCode.BAD_REQUEST, "The node is being stopped; start it again");
      }
      if (state == State.SERVING) {
        return;
      }
      state = State.SERVING;
      turnsAway = false;
      departure = null;
    }
    LOG.log(INFO, "Ready again; clients are let in");
  }

  /**
   * Somebody wants to connect.
   *
   * @throws GatewayException {@link ErrorCode#OVERLOADED} if nobody is let in any more
   */
  public void requireOpen() {
    synchronized (this) {
      if (!turnsAway) {
        return;
      }
    }
    DisconnectReason advice = advice();
    throw new GatewayException(
            ErrorCode.OVERLOADED, "This node is being stopped; connect to another, or again later")
        .as(Refusal.DRAINING)
        .closing(advice)
        .retryAfter(Duration.ofSeconds(1).plus(config.get().spread()));
  }

  /**
   * Sends all away within the deadline, faster than configured if need be; whoever does not read
   * what waits for it is cut off then. Returns when nobody is left. By its own thread alone: a
   * server that stops gives no others.
   */
  void finish() {
    DrainConfig rules = config.get();
    long end = nanoTime.getAsLong() + rules.stopDeadline().toNanos();
    boolean served = isReady();
    synchronized (this) {
      state = State.DRAINING;
      stopping = true;
    }
    if (served && !connections.get().isEmpty()) {
      pause(Math.min(rules.stopNotice().toNanos(), rules.stopDeadline().toNanos() / 2));
    }
    Departure last = takeOver(rules.pace(), end);
    long patience = end;
    while (!connections.get().isEmpty() && nanoTime.getAsLong() < patience) {
      if (last.proceed()) {
        patience = Math.min(end, nanoTime.getAsLong() + Gateway.CLOSE_PATIENCE.toNanos());
      }
      pause(STEP.toNanos() / 10);
    }
    Collection<Connection> left = connections.get();
    if (!left.isEmpty()) {
      LOG.log(WARNING, left.size() + " connections did not read what waited for them and are cut");
      left.forEach(connection -> connection.outbox().close(advice()));
    }
    synchronized (this) {
      state = State.DRAINED;
      departure = null;
    }
  }

  private synchronized @Nullable Departure begin(int pace) {
    if (stopping) {
      return null;
    }
    state = State.DRAINING;
    departure = new Departure(pace);
    return departure;
  }

  /** So fast that all are asked to go while there is time for them to read what waits. */
  private synchronized Departure takeOver(int pace, long end) {
    turnsAway = true;
    long time = Math.max(STEP.toNanos(), (end - nanoTime.getAsLong()) / 2);
    long needed = connections.get().size() * Duration.ofSeconds(1).toNanos() / time;
    departure = new Departure((int) Math.min(DrainConfig.MAX_PACE, Math.max(pace, needed)));
    return departure;
  }

  private void sendAway(Departure begun) {
    synchronized (this) {
      if (begun != departure) {
        return;
      }
      turnsAway = true;
    }
    begun.proceed();
    if (!connections.get().isEmpty()) {
      timers.after(STEP, () -> sendAway(begun));
      return;
    }
    synchronized (this) {
      if (begun != departure) {
        return;
      }
      state = State.DRAINED;
      departure = null;
    }
    LOG.log(INFO, "All " + begun.told.size() + " clients are gone; the node can be stopped");
  }

  private DisconnectReason advice() {
    long spread = config.get().spread().toMillis();
    return DisconnectReason.restart(ThreadLocalRandom.current().nextLong(spread + 1));
  }

  /**
   * Rules about connections hold until the last one is gone, whether a scheduler is left or not.
   */
  private void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      timers.runDue();
      // Interrupted by a server that is in a hurry, this would not wait at all.
      Thread.interrupted();
      LockSupport.parkNanos(Math.min(left, STEP.toNanos()));
    }
  }

  /** One going through all connections. By one thread at a time. */
  private final class Departure {
    /** How many steps' worth may be closed at once, and be on their way. */
    private static final int STEPS_AT_ONCE = 3;

    private final int pace;
    // When, by the clock.
    private final Map<Connection, Long> told = new HashMap<>();
    private double credit;
    private long last;

    Departure(int pace) {
      this.pace = pace;
      credit = pace * seconds(STEP.toNanos());
      last = nanoTime.getAsLong();
    }

    /**
     * Closes as many as the pace allows since the last call. After a pause these are no more than a
     * few steps': whoever comes back does so elsewhere, at the same pace. Where the container is
     * slower than the pace, the next wait for it: they would miss what is published until it gets
     * to them.
     *
     * @return whether somebody was, or is still, to be told
     */
    boolean proceed() {
      long now = nanoTime.getAsLong();
      double most = Math.max(1, pace * seconds(STEPS_AT_ONCE * STEP.toNanos()));
      credit = Math.min(most - beingClosed(now), credit + pace * seconds(now - last));
      last = now;
      boolean some = false;
      for (Connection connection : connections.get()) {
        if (told.containsKey(connection)) {
          continue;
        }
        some = true;
        if (credit < 1) {
          break;
        }
        credit--;
        told.put(connection, now);
        closer.accept(connection, advice());
      }
      return some;
    }

    /**
     * How many the container has been asked to close and is at; not those that it is stuck with.
     */
    private long beingClosed(long now) {
      long patience = Gateway.CLOSE_PATIENCE.toNanos();
      return connections.get().stream()
          .filter(connection -> connection.outbox().isClosed())
          .map(told::get)
          .filter(since -> since != null && now - since < patience)
          .count();
    }

    private static double seconds(long nanos) {
      return nanos / 1e9;
    }
  }
}
