package io.wsgateway.core;

import java.time.Duration;
import java.time.Instant;

/**
 * Ends connections whose proof has ended. Some time before, the client is told, and may show a
 * newer one. Safe for any thread.
 */
final class ProofExpiry {
  /** A timer keeps its connection from being forgotten, so none is longer. */
  private static final Duration STEP = Duration.ofMinutes(1);

  private final Gateway gateway;
  private final Timers timers;
  private final Duration notice;

  /**
   * @param notice how long before the end clients are told; zero is not at all
   */
  ProofExpiry(Gateway gateway, Timers timers, Duration notice) {
    this.gateway = gateway;
    this.timers = timers;
    this.notice = notice;
  }

  /** A connection has shown a proof, instead of what it showed before. */
  void watch(Connection connection, Identity proof) {
    Instant end = proof.expires();
    if (end == null) {
      return;
    }
    Duration left = Duration.between(Instant.now(), end);
    if (!notice.isZero() && left.compareTo(notice) > 0) {
      wake(connection, proof, left.minus(notice), () -> tell(connection, notice));
    }
    wake(connection, proof, left, () -> gateway.close(connection, DisconnectReason.TOKEN_EXPIRED));
  }

  private void tell(Connection connection, Duration left) {
    connection.dialect().expiryNotice(left).ifPresent(text -> gateway.send(connection, text));
  }

  private void wake(Connection connection, Identity proof, Duration left, Runnable action) {
    Duration step = left.compareTo(STEP) > 0 ? STEP : left;
    timers.after(
        step.isNegative() ? Duration.ZERO : step,
        () -> {
          if (connection.isClosed() || !connection.identity().equals(proof)) {
            return;
          }
          if (step.equals(left) || left.isNegative()) {
            action.run();
          } else {
            wake(connection, proof, left.minus(step), action);
          }
        });
  }
}
