package io.wsgateway.dialect.nativetransport;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends the connections of clients that were asked to close and do not. A close frame queues up
 * behind the data that a client does not read, so without this its socket would stay for ever.
 */
public final class Cutter {
  /**
   * Answering a close takes one round trip. This leaves room for some lost packets on a bad line,
   * and is short enough that clients which stop on purpose cannot pile up sockets.
   */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** How long a node that stops waits for answers, so that close frames on their way get out. */
  private static final Duration FAREWELL = Duration.ofMillis(500);

  private final ScheduledExecutorService scheduler;
  private final Map<NativeSocket, Future<?>> closing = new HashMap<>();
  private boolean stopped;

  public Cutter(ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * Cuts a connection that is about to be asked to close, after the grace or when all stops.
   *
   * @return false if all has stopped: then its caller ends it, once its close frame is on the way
   */
  public boolean cutLater(NativeSocket socket) {
    return socket == NativeSocket.UNKNOWN || watch(socket);
  }

  /** Cuts soon what was to be cut later; nothing is scheduled any more. */
  public void stop() {
    Map<NativeSocket, Future<?>> left;
    synchronized (this) {
      stopped = true;
      left = Map.copyOf(closing);
      closing.clear();
    }
    left.values().forEach(cut -> cut.cancel(false));
    long end = System.nanoTime() + FAREWELL.toNanos();
    while (left.keySet().stream().anyMatch(NativeSocket::isOpen) && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(FAREWELL.toNanos() / 50);
    }
    left.keySet().forEach(NativeSocket::close);
  }

  private synchronized boolean watch(NativeSocket socket) {
    if (stopped) {
      return false;
    }
    try {
      closing.put(
          socket,
          scheduler.schedule(() -> expire(socket), GRACE.toMillis(), TimeUnit.MILLISECONDS));
      return true;
    } catch (RejectedExecutionException | IllegalStateException e) {
      // The server is stopping.
      return false;
    }
  }

  private void expire(NativeSocket socket) {
    synchronized (this) {
      if (closing.remove(socket) == null) {
        return;
      }
    }
    socket.reset();
    socket.forget();
  }
}
