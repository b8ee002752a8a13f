package io.wsgateway.core;

import static java.lang.System.Logger.Level.WARNING;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Shows events to the application's observers, one at a time and in order for each connection, on
 * an executor's threads. Safe for any thread; never waits for an observer.
 */
final class Events {
  private static final SparingLog LOG = SparingLog.of(Events.class);

  private final Predicate<ConnectionEvent> observed;
  private final Consumer<ConnectionEvent> observers;
  private final Executor executor;
  private final int maxPending;
  private final Counters counters;
  private final SerialQueue backEnds;
  private volatile Consumer<ConnectionEvent> lookout = event -> {};

  /**
   * @param observed whether anybody observes an event; one that nobody does costs nothing
   * @param observers is shown the others
   * @param executor runs the observers
   * @param maxPending how many events of one connection may wait
   */
  Events(
      Predicate<ConnectionEvent> observed,
      Consumer<ConnectionEvent> observers,
      Executor executor,
      int maxPending,
      Counters counters) {
    this.observed = observed;
    this.observers = observers;
    this.executor = executor;
    this.maxPending = maxPending;
    this.backEnds = newQueue();
    this.counters = counters;
  }

  /** Says who else is told of all events, at once and on whatever thread; it must not wait. */
  void alsoTell(Consumer<ConnectionEvent> further) {
    lookout = further;
  }

  /** The queue of a new connection. */
  SerialQueue newQueue() {
    return new SerialQueue(executor, maxPending);
  }

  /** Shows what a back end did. */
  void fire(ConnectionEvent event) {
    lookout.accept(event);
    if (observed.test(event) && !backEnds.offer(() -> show(event), false)) {
      counters.dropped(Counters.Drop.EVENT, 1);
    }
  }

  /** Runs work of an application after the connection's events so far, and before those to come. */
  void run(Connection connection, Runnable work) {
    if (!connection.events().offer(() -> doSafely(connection, work), false)) {
      counters.dropped(Counters.Drop.EVENT, 1);
      connection.outbox().close(DisconnectReason.SLOW_APPLICATION);
    }
  }

  /**
   * Runs the last work of a connection, and then what takes it out.
   *
   * @return false if nothing can be run any more
   */
  boolean runLast(Connection connection, Runnable work, Runnable end) {
    return connection
        .events()
        .offer(
            () -> {
              try {
                doSafely(connection, work);
              } finally {
                end.run();
              }
            },
            true);
  }

  private static void doSafely(Connection connection, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(WARNING, "An application failed on " + connection, e);
    }
  }

  /** Shows an event; a connection with too many waiting is closed. */
  void fire(Connection connection, ConnectionEvent event) {
    lookout.accept(event);
    if (!observed.test(event)) {
      return;
    }
    if (event instanceof ConnectionEvent.Closed) {
      // Whoever saw a connection come must see it go.
      connection.events().offerLast(() -> show(event));
      return;
    }
    if (!connection.events().offer(() -> show(event), false)) {
      counters.dropped(Counters.Drop.EVENT, 1);
      connection.outbox().close(DisconnectReason.SLOW_APPLICATION);
    }
  }

  private void show(ConnectionEvent event) {
    try {
      observers.accept(event);
    } catch (RuntimeException e) {
      LOG.log(WARNING, "An observer failed on " + event, e);
    }
  }
}
