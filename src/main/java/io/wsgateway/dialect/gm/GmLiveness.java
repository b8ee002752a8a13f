package io.wsgateway.dialect.gm;

import io.wsgateway.config.GmConfig;
import io.wsgateway.core.Connection;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.Timers;
import java.time.Duration;

/**
 * What the clock does to one connection of the gm dialect. A ping goes out when it opens and then
 * whenever the server's clock passes a multiple of the interval, so that all clients share the
 * moment, as in the original, where one timer serves all; but that it is spread over up to a
 * second, or 15,000 pings at once would hold up what else is sent. At such a moment, who was silent
 * for too long is closed. Who has not bound an id in time is told so and closed, at the first
 * multiple of a third of that time; with the default, the original's five seconds.
 *
 * <p>The original's close frames have no code, for which containers write 1000; ours say why in
 * their reason. Any thread may call {@link #heard}.
 */
final class GmLiveness extends Timers.Task {
  private static final DisconnectReason NOT_BOUND =
      new DisconnectReason("not-authenticated", 1000, "no id was bound in time", false);
  private static final DisconnectReason IDLE =
      new DisconnectReason("idle", 1000, "nothing was heard for too long, reconnect", true);
  private static final int AUTH_CHECKS = 3;

  /** The moment is at most this long, and at most this part of the interval. */
  private static final long MOMENT = Duration.ofSeconds(1).toNanos();

  private static final int PARTS = 16;

  private final Gateway gateway;
  private final Connection connection;
  private final GmConfig config;
  private volatile long lastHeard;
  // Only the timers' thread, once started.
  private long nextPing;

  GmLiveness(Gateway gateway, Connection connection, GmConfig config) {
    this.gateway = gateway;
    this.connection = connection;
    this.config = config;
    lastHeard = gateway.timers().nanoTime();
    nextPing = lastHeard;
  }

  /** Greets the client and starts the clock. */
  void start() {
    gateway.send(connection, GmCodec.PING);
    long authTimeout = config.authTimeout().toNanos();
    long check = nextMultiple(lastHeard + authTimeout, authTimeout / AUTH_CHECKS);
    gateway.timers().after(Duration.ofNanos(check - lastHeard), this::checkBound);
    pingLater(lastHeard);
  }

  /** The client has sent something. */
  void heard() {
    lastHeard = gateway.timers().nanoTime();
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

  @Override
  protected void run() {
    if (connection.isClosed()) {
      return;
    }
    long now = gateway.timers().nanoTime();
    if (now - lastHeard > config.idleTimeout().toNanos()) {
      gateway.close(connection, IDLE);
      return;
    }
    gateway.send(connection, GmCodec.PING);
    pingLater(now);
  }

  private void pingLater(long now) {
    // After a pause of the whole machine, pings that were missed are not made up for.
    long last = now - nextPing > 0 ? now : nextPing;
    long interval = config.pingInterval().toNanos();
    nextPing = nextMultiple(last, interval);
    gateway.timers().afterNanos(nextPing + share(interval) - now, this);
  }

  /** Its own part of the moment: ids are numbers in a row. */
  private long share(long interval) {
    long moment = Math.min(MOMENT, interval / PARTS);
    return moment * (connection.id() % PARTS) / PARTS;
  }
}
