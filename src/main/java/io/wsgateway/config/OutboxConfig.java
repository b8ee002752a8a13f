package io.wsgateway.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How much may wait for clients to read it.
 *
 * @param maxMessages messages that may wait for one client
 * @param maxSize bytes that may wait for one client
 * @param totalSize bytes that may wait for all clients together
 * @param writeDeadline how long a write to a client may take; zero is for ever
 */
public record OutboxConfig(int maxMessages, int maxSize, long totalSize, Duration writeDeadline) {
  private static final int KIB = 1 << 10;
  private static final int GIB = 1 << 30;
  private static final String TOTAL = "gateway.outbox.total-size";
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** What becomes of a client for which more would wait than may. */
  public enum Policy {
    /** It is closed. */
    CLOSE,
    /** Publications that have waited longest are dropped. */
    DROP_OLDEST,
    /** The publication that has no room is dropped. */
    DROP_NEWEST
  }

  static OutboxConfig read(Settings settings) {
    Duration deadline =
        settings.duration("gateway.outbox.write-deadline", Duration.ZERO, Duration.ofDays(1));
    if (!deadline.isZero() && deadline.compareTo(SHORTEST) < 0) {
      settings.bad(
          "gateway.outbox.write-deadline", deadline.toMillis() + "ms", "0s, or 1s and longer");
    }
    return new OutboxConfig(
        settings.number("gateway.outbox.max-messages", 1, 100_000_000),
        settings.size("gateway.outbox.max-size", KIB, GIB),
        total(settings),
        deadline);
  }

  /** A quarter of what the machine may use, if nothing else is said. */
  private static long total(Settings settings) {
    Optional<String> text = settings.text(TOTAL);
    return text.isEmpty() || text.get().equals("auto")
        ? Runtime.getRuntime().maxMemory() / 4
        : settings.longSize(TOTAL, 1L << 20, 1L << 50);
  }
}
