package io.wsgateway.config;

/**
 * The bounds and threads of this node.
 *
 * @param nameMaxLength longest name of an app, user or topic, in characters
 * @param messageMaxSize largest content of one push, in bytes
 * @param infoMaxSize how much may be noted about one connection, in characters
 * @param outbox how much may wait for clients
 * @param transport how messages are written to sockets
 * @param lanes threads that deliver
 * @param delivery how much may wait for delivery
 * @param eventsThreads threads that run observers
 * @param eventsMaxPending events of one connection that may wait for observers
 */
public record NodeConfig(
    int nameMaxLength,
    int messageMaxSize,
    int infoMaxSize,
    OutboxConfig outbox,
    Writing transport,
    int lanes,
    DeliveryConfig delivery,
    int eventsThreads,
    int eventsMaxPending) {
  private static final int KIB = 1 << 10;
  private static final int GIB = 1 << 30;

  /** How messages are written to sockets. */
  public enum Writing {
    /** As ready frames where the container is known, else as {@link #PORTABLE}. */
    AUTO,
    /** With nothing but the standard API. */
    PORTABLE;

    /** How many threads deliver, if nobody says. */
    private int lanes() {
      int processors = Runtime.getRuntime().availableProcessors();
      // Where the server takes several messages at once, its threads write them, which need
      // processors, too. Elsewhere the lanes do all the work.
      return this == PORTABLE && isUndertow()
          ? Math.max(1, processors / 2)
          : Math.max(2, processors);
    }

    private static boolean isUndertow() {
      try {
        Class.forName(
            "io.undertow.websockets.jsr.UndertowSession", false, Writing.class.getClassLoader());
        return true;
      } catch (ClassNotFoundException e) {
        return false;
      }
    }
  }

  static NodeConfig read(Settings settings) {
    Writing transport = settings.choice("gateway.transport", Writing.class);
    int lanes = settings.number("gateway.lanes", 0, 256);
    return new NodeConfig(
        settings.number("gateway.name.max-length", 1, 10_000),
        settings.size("gateway.message.max-size", KIB, GIB / 4),
        settings.size("gateway.info.max-size", 0, GIB),
        OutboxConfig.read(settings),
        transport,
        lanes == 0 ? transport.lanes() : lanes,
        DeliveryConfig.read(settings),
        settings.number("gateway.events.threads", 1, 1_000),
        settings.number("gateway.events.max-pending", 1, 1_000_000));
  }
}
