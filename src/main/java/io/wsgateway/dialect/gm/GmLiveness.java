package io.wsgateway.dialect.gm;

import io.wsgateway.config.GmConfig;
import io.wsgateway.core.Connection;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import java.time.Duration;

/**
 * What the clock does to one connection of the gm dialect. A ping goes out when it opens and then
 * whenever the server's clock passes a multiple of the interval, so that all clients share the
 * moment, as in the original, where one timer serves all. At such a moment, who was silent for too
 * long is closed. Who has not bound an id in time is told so and closed, at the first multiple of a
 * third of that time; with the default, the original's five seconds.
 *
 * <p>The original's close frames have no code, for which containers write 1000; ours say why in
 * their reason. Any thread may call {@link #heard}.
 */
final class GmLiveness {
  private static final DisconnectReason NOT_BOUND =
      new DisconnectReason("not-authenticated", 1000, "no id was bound in time", false);
  private static final DisconnectReason IDLE =
      new DisconnectReason("idle", 1000, "nothing was heard for too long, reconnect", true);
  private static final int AUTH_CHECKS = 3;

  private final Gateway gateway;
  private final Connection connection;
  private final GmConfig config;
  private volatile long lastHeard = System.nanoTime();
  // Only the timers' thread, once started.
  private long nextPing = lastHeard;

  GmLiveness(Gateway gateway, Connection connection, GmConfig config) {
    this.gateway = gateway;
    this.connection = connection;
    this.config = config;
  }

  /** Greets the client and starts the clock. */
  void start() {
    gateway.send(connection, GmCodec.PING);
    long authTimeout = config.authTimeout().toNanos();
    at(nextMultiple(lastHeard + authTimeout, authTimeout / AUTH_CHECKS), this::checkBound);
    pingLater();
  }

  /** The client has sent something. */
  void heard() {
    lastHeard = System.nanoTime();
  }

  /** The first multiple of an interval after a moment of {@link System#nanoTime}. */
  static long nextMultiple(long moment, long interval) {
    return moment + interval - Math.floorMod(moment, interval);
  }

  /** Once: who has bound by now stays, also if application code takes the id away later. */
  private void checkBound() {
    if (!connection.isClosed() && connection.user() == null) {
      gateway.tooLate(connection);
      gateway.send(connection, GmCodec.NOT_AUTH);
      gateway.close(connection, NOT_BOUND);
    }
  }

  private void ping() {
    if (connection.isClosed()) {
      return;
    }
    if (System.nanoTime() - lastHeard > config.idleTimeout().toNanos()) {
      gateway.close(connection, IDLE);
      return;
    }
    gateway.send(connection, GmCodec.PING);
    pingLater();
  }

  private void pingLater() {
    // After a pause of the whole machine, pings that were missed are not made up for.
    long now = System.nanoTime();
    long last = now - nextPing > 0 ? now : nextPing;
    nextPing = nextMultiple(last, config.pingInterval().toNanos());
    at(nextPing, this::ping);
  }

  private void at(long moment, Runnable task) {
    gateway.timers().after(Duration.ofNanos(Math.max(0, moment - System.nanoTime())), task);
  }
}
