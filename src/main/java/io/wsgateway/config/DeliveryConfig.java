package io.wsgateway.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How much may wait for delivery.
 *
 * @param maxPending publications that may wait
 * @param maxPendingSize how much content that may be, in bytes
 * @param maxDelay how long the first may have waited when more are accepted
 */
public record DeliveryConfig(int maxPending, long maxPendingSize, Duration maxDelay) {
  private static final String SIZE = "gateway.delivery.max-pending-size";

  static DeliveryConfig read(Settings settings) {
    return new DeliveryConfig(
        settings.number("gateway.delivery.max-pending", 1, 100_000_000),
        size(settings),
        settings.duration("gateway.delivery.max-delay", Duration.ofMillis(1), Duration.ofHours(1)));
  }

  /** An eighth of what the machine may use, if nothing else is said. */
  private static long size(Settings settings) {
    Optional<String> text = settings.text(SIZE);
    return text.isEmpty() || text.get().equals("auto")
        ? Runtime.getRuntime().maxMemory() / 8
        : settings.longSize(SIZE, 1L << 10, 1L << 50);
  }
}
