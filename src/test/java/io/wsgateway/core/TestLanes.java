package io.wsgateway.core;

import java.time.Duration;

/** Lanes without a thread, for outboxes that a test fills itself. */
final class TestLanes {
  private TestLanes() {}

  /** One whose outboxes hold so much. */
  static Lane of(int messages, long bytes, Counters counters) {
    DeliveryLimits limits = limits(messages, bytes);
    return new Lane(0, () -> limits, counters);
  }

  /** Bounds of outboxes; the others are out of the way. */
  static DeliveryLimits limits(int messages, long bytes) {
    return new DeliveryLimits(
        new OutboxLimits(messages, bytes),
        Long.MAX_VALUE,
        Duration.ofSeconds(20),
        100_000,
        Long.MAX_VALUE,
        Duration.ofHours(1));
  }
}
