package io.wsgateway.config;

/**
 * The bounds and threads of this node.
 *
 * @param nameMaxLength longest name of an app, user or topic, in characters
 * @param messageMaxSize largest content of one push, in bytes
 * @param infoMaxSize how much may be noted about one connection, in characters
 * @param outboxMaxMessages messages that may wait for one client
 * @param outboxMaxSize bytes that may wait for one client
 * @param lanes threads that deliver
 * @param deliveryMaxPending publications that may wait for delivery
 * @param eventsThreads threads that run observers
 * @param eventsMaxPending events of one connection that may wait for observers
 */
public record NodeConfig(
    int nameMaxLength,
    int messageMaxSize,
    int infoMaxSize,
    int outboxMaxMessages,
    int outboxMaxSize,
    int lanes,
    int deliveryMaxPending,
    int eventsThreads,
    int eventsMaxPending) {
  private static final int KIB = 1 << 10;
  private static final int GIB = 1 << 30;

  static NodeConfig read(Settings settings) {
    int lanes = settings.number("gateway.lanes", 0, 256);
    return new NodeConfig(
        settings.number("gateway.name.max-length", 1, 10_000),
        settings.size("gateway.message.max-size", KIB, GIB / 4),
        settings.size("gateway.info.max-size", 0, GIB),
        settings.number("gateway.outbox.max-messages", 1, 100_000_000),
        settings.size("gateway.outbox.max-size", KIB, GIB),
        lanes == 0 ? Math.max(2, Runtime.getRuntime().availableProcessors()) : lanes,
        settings.number("gateway.delivery.max-pending", 1, 100_000_000),
        settings.number("gateway.events.threads", 1, 1_000),
        settings.number("gateway.events.max-pending", 1, 1_000_000));
  }
}
