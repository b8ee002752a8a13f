package io.wsgateway.exchange;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether what this node says to all comes back to it, as it does while its queue is bound. An
 * administrator who deletes the exchange or the bindings leaves the connection as it is, and
 * nothing else would tell. Anything that arrives counts: on a slow line an echo takes its time.
 * Safe for any thread.
 */
final class RabbitmqEcho {
  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanoClock;
  private boolean missing;
  private long since;
  private long lastHeard;

  RabbitmqEcho(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    lastHeard = nanoClock.getAsLong();
  }

  /** The queue is bound anew. */
  synchronized void begin() {
    heard();
  }

  /** Something has arrived. */
  synchronized void heard() {
    lastHeard = nanoClock.getAsLong();
    missing = false;
  }

  /** RabbitMQ has taken something for all nodes that was given to it at that nanosecond. */
  synchronized void expected(long sent) {
    if (!missing && sent - lastHeard > 0) {
      missing = true;
      since = sent;
    }
  }

  /** Whether too long nothing has arrived since. */
  synchronized boolean isLost() {
    return missing && nanoClock.getAsLong() - since > PATIENCE;
  }
}
