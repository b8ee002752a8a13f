package io.wsgateway.dialect.reg;

import io.wsgateway.core.Connection;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import java.time.Duration;

/**
 * How long a client of the reg dialect may stay without registering. The original lets it stay for
 * ever. Once: who has registered by then stays, also if application code takes its user away later.
 */
final class RegPatience {
  /** A timer keeps its connection from being forgotten, so none is longer. */
  private static final Duration STEP = Duration.ofMinutes(1);

  private final Gateway gateway;
  private final Connection connection;

  RegPatience(Gateway gateway, Connection connection) {
    this.gateway = gateway;
    this.connection = connection;
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
    if (connection.isClosed() || connection.user() != null) {
      return;
    }
    if (left.isZero()) {
      gateway.tooLate(connection);
      gateway.close(connection, DisconnectReason.NOT_AUTHENTICATED);
    } else {
      start(left);
    }
  }
}
