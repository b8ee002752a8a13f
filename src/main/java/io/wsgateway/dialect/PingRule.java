package io.wsgateway.dialect;

import io.wsgateway.core.Connection;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import java.time.Duration;

/**
 * Pings a client at an interval, and closes it when it has not answered for too long. Only pongs
 * count, asked for or not: a client may send data long after it has stopped reading. Safe for any
 * thread.
 */
public final class PingRule {
  private final Gateway gateway;
  private final Connection connection;
  private final Duration interval;
  private final long timeoutNanos;
  private volatile long lastPong = System.nanoTime();

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
    this.interval = interval;
    this.timeoutNanos = timeout.toNanos();
  }

  /** Begins to apply it. Called once. */
  public void start() {
    gateway.timers().after(interval, this::ping);
    gateway.timers().after(Duration.ofNanos(timeoutNanos), this::check);
  }

  /** The client has sent a pong. */
  public void pong() {
    lastPong = System.nanoTime();
  }

  private void ping() {
    if (!connection.isClosed()) {
      gateway.ping(connection);
      gateway.timers().after(interval, this::ping);
    }
  }

  private void check() {
    if (connection.isClosed()) {
      return;
    }
    long left = timeoutNanos - (System.nanoTime() - lastPong);
    if (left <= 0) {
      gateway.close(connection, DisconnectReason.PING_TIMEOUT);
    } else {
      gateway.timers().after(Duration.ofNanos(left), this::check);
    }
  }
}
