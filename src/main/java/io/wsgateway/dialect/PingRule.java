package io.wsgateway.dialect;

import io.wsgateway.core.Connection;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.Timers;
import java.time.Duration;

/**
 * Pings a client at an interval, and closes it when it has not answered for too long. Only pongs
 * count, asked for or not: a client may send data long after it has stopped reading. Clients are
 * pinged at different times, as they have come at different times.
 *
 * <p>Who has much to read, or is on a node that has much to write, may see a ping late. It gets as
 * much time again; whether it reads at all is the outbox' affair. After a pause of the node itself
 * everybody is asked first, since answers may lie unread. Safe for any thread.
 */
public final class PingRule extends Timers.Task {
  private static final long AGAIN = Duration.ofMillis(500).toNanos();

  private final Gateway gateway;
  private final Connection connection;
  private final long interval;
  private final long timeout;
  private volatile long lastPong;
  // Only the timers' thread, once started.
  private long nextPing;
  private long expected;
  private long judgeFrom;

  /**
   * A rule for one connection.
   *
   * @param interval between two pings; the first comes after one
   * @param timeout how long after connecting, or after its last pong, a client is closed with
   *     {@link DisconnectReason#PING_TIMEOUT}
   */
  public PingRule(Gateway gateway, Connection connection, Duration interval, Duration timeout) {
    this.gateway = gateway;
    this.connection = connection;
    this.interval = interval.toNanos();
    this.timeout = timeout.toNanos();
    lastPong = gateway.timers().nanoTime();
  }

  /** Begins to apply it. Called once. */
  public void start() {
    nextPing = lastPong + interval;
    judgeFrom = lastPong + timeout;
    waitFor(lastPong);
  }

  /** The client has sent a pong. */
  public void pong() {
    lastPong = gateway.timers().nanoTime();
  }

  @Override
  protected void run() {
    if (connection.isClosed()) {
      return;
    }
    long now = gateway.timers().nanoTime();
    if (now - expected > AGAIN) {
      judgeFrom = now + Math.max(AGAIN, timeout - interval);
    }
    long silent = now - lastPong;
    boolean isOverdue = silent >= timeout && now - judgeFrom >= 0;
    if (isOverdue && (silent >= 2 * timeout || !connection.isBehind())) {
      gateway.close(connection, DisconnectReason.PING_TIMEOUT);
      return;
    }
    if (now - nextPing >= 0) {
      gateway.ping(connection);
      nextPing = now + interval;
    }
    waitFor(now);
  }

  private void waitFor(long now) {
    long left = lastPong + timeout - now;
    long wait = Math.min(nextPing - now, left > 0 ? left : AGAIN);
    expected = now + wait;
    gateway.timers().afterNanos(wait, this);
  }
}
