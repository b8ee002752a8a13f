package io.wsgateway.core;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections whose proof has ended. Some time before, the client is told, and may show a
 * newer one. Safe for any thread.
 */
final class ProofExpiry {
  /** A timer cannot be taken back, so that none is longer. */
  private static final Duration STEP = Duration.ofMinutes(1);

  /** Clients decide how often they show a proof; checks are no closer than this. */
  private static final Duration FINE = Duration.ofMillis(100);

  private final Gateway gateway;
  private final Timers timers;
  private final Supplier<Duration> notices;
  private final InstantSource clock;

  /**
   * @param notices how long before the end clients are told; zero is not at all
   */
  ProofExpiry(Gateway gateway, Timers timers, Supplier<Duration> notices, InstantSource clock) {
    this.gateway = gateway;
    this.timers = timers;
    this.notices = notices;
    this.clock = clock;
  }

  /** A connection has shown a proof, perhaps instead of another. */
  void watch(Connection connection) {
    Instant end = connection.identity().expires();
    if (end != null) {
      Instant now = clock.instant();
      Instant told = end.minus(notices.get());
      Instant first = now.isBefore(told) ? told : end;
      Instant step = now.plus(STEP);
      checkAt(connection, first.isBefore(step) ? first : step, now);
    }
  }

  /** One check waits for each connection; a sooner one takes its place. */
  private void checkAt(Connection connection, Instant time, Instant now) {
    synchronized (connection) {
      Instant present = connection.expiryCheck();
      if (present != null && !time.plus(FINE).isBefore(present)) {
        return;
      }
      connection.setExpiryCheck(time);
    }
    Duration left = Duration.between(now, time);
    // Timers would keep it for a while after it is gone.
    WeakReference<Connection> client = new WeakReference<>(connection);
    timers.after(left.isNegative() ? Duration.ZERO : left, () -> check(client.get(), time));
  }

  private void check(@Nullable Connection connection, Instant time) {
    if (connection == null || connection.isClosed()) {
      return;
    }
    Identity proof = connection.identity();
    boolean tell;
    synchronized (connection) {
      if (!time.equals(connection.expiryCheck())) {
        return;
      }
      connection.setExpiryCheck(null);
      tell = !proof.equals(connection.toldOfEnd());
    }
    Instant end = proof.expires();
    if (end == null) {
      return;
    }
    Duration left = Duration.between(clock.instant(), end);
    if (left.isNegative() || left.isZero()) {
      gateway.close(connection, DisconnectReason.TOKEN_EXPIRED);
      return;
    }
    if (left.compareTo(notices.get()) > 0) {
      watch(connection);
      return;
    }
    if (tell) {
      connection.setToldOfEnd(proof);
      connection.dialect().expiryNotice(left).ifPresent(text -> gateway.send(connection, text));
    }
    checkAt(connection, end, clock.instant());
  }
}
