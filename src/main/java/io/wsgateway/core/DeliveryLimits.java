package io.wsgateway.core;

import io.wsgateway.config.DeliveryConfig;
import io.wsgateway.config.NodeConfig;
import io.wsgateway.config.OutboxConfig;
import java.time.Duration;

/**
 * How much may wait on this node.
 *
 * @param outbox for one client
 * @param outboxes for all clients together, in bytes, as it takes memory: what several share counts
 *     once
 * @param writeDeadline how long a write may take; zero is for ever
 * @param pending how many publications may wait for lanes; one that waits for two counts twice
 * @param pendingBytes how much content that may be
 * @param delay how long the first may have waited when more are accepted, unless they are few
 */
record DeliveryLimits(
    OutboxLimits outbox,
    long outboxes,
    Duration writeDeadline,
    int pending,
    long pendingBytes,
    Duration delay) {

  static DeliveryLimits of(NodeConfig config) {
    OutboxConfig outbox = config.outbox();
    DeliveryConfig delivery = config.delivery();
    return new DeliveryLimits(
        new OutboxLimits(outbox.maxMessages(), outbox.maxSize()),
        outbox.totalSize(),
        outbox.writeDeadline(),
        delivery.maxPending(),
        delivery.maxPendingSize(),
        delivery.maxDelay());
  }
}
