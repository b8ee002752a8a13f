package io.wsgateway.dialect.reg;

import io.wsgateway.core.Connection;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import java.lang.ref.WeakReference;
import java.time.Duration;

/**
 * How long a client of the reg dialect may stay without registering. The original lets it stay for
 * ever. Once: who has registered by then stays, also if application code takes its user away later.
 */
final class RegPatience {
  /** A timer cannot be taken back, so that none is longer. */
  private static final Duration STEP = Duration.ofMinutes(1);

  private final Gateway gateway;

  /** Timers would keep it for a while after it is gone. */
  private final WeakReference<Connection> connection;

  RegPatience(Gateway gateway, Connection connection) {
    this.gateway = gateway;
    this.connection = new WeakReference<>(connection);
  }

  /**
   * Starts the clock.
   *
   * @param time zero is for ever
   */
  void start(Duration time) {
    if (!time.isZero()) {
      Duration step = time.compareTo(STEP) > 0 ? STEP : time;
      gateway.timers().after(step, () -> check(time.minus(step)));
    }
  }

  private void check(Duration left) {
    Connection client = connection.get();
    if (client == null || client.isClosed() || client.user() != null) {
      return;
    }
    if (left.isZero()) {
      gateway.tooLate(client);
      gateway.close(client, DisconnectReason.NOT_AUTHENTICATED);
    } else {
      start(left);
    }
  }
}
