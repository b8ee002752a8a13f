package io.wsgateway.core;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a message takes through the exchange, measured by messages that this node sends to
 * itself. As long as one is on its way the lag is at least its age, so a broker that gives nothing
 * back shows as a growing lag and not as the last good one. Safe for any thread.
 */
final class Pulse {
  /** How often {@link #beat} is to be called. */
  static final Duration INTERVAL = Duration.ofSeconds(2);

  private static final int MAX_WAITING = 64;

  private final Ids ids;
  private final long mark;
  private final Exchange exchange;
  private final LongSupplier nanoTime;
  // Those that have not come back, oldest first; of a long silence only the first ones.
  private final Deque<NodeMessage.Beat> waiting = new ArrayDeque<>();
  private boolean begun;
  private long lastNumber;
  private long lastLag;
  private long lastHeard;

  /**
   * @param mark tells this node from another that has the same number
   * @param nanoTime a clock that only goes forward
   */
  Pulse(Ids ids, long mark, Exchange exchange, LongSupplier nanoTime) {
    this.ids = ids;
    this.mark = mark;
    this.exchange = exchange;
    this.nanoTime = nanoTime;
  }

  /** Sends the next one. */
  void beat() {
    NodeMessage.Beat beat;
    synchronized (this) {
      beat = new NodeMessage.Beat(mark, ++lastNumber, nanoTime.getAsLong());
      if (!begun) {
        begun = true;
        lastHeard = beat.sent();
      }
      if (waiting.size() < MAX_WAITING) {
        waiting.add(beat);
      }
    }
    exchange.sendToNode(ids.node(), Envelope.encode(ids.node(), beat));
  }

  /** One came back; it, and those before, are no longer waited for. */
  synchronized void heard(NodeMessage.Beat beat) {
    if (beat.mark() != mark) {
      return;
    }
    lastHeard = nanoTime.getAsLong();
    lastLag = Math.max(0, lastHeard - beat.sent());
    waiting.removeIf(sent -> sent.number() <= beat.number());
  }

  /** How long messages take now, at least; null before the first was sent. */
  synchronized @Nullable Duration lag() {
    NodeMessage.Beat oldest = waiting.peek();
    long waited = oldest == null ? 0 : nanoTime.getAsLong() - oldest.sent();
    return begun ? Duration.ofNanos(Math.max(lastLag, waited)) : null;
  }

  /** How long ago the last one came back, or the first was sent; null before that. */
  synchronized @Nullable Duration age() {
    return begun ? Duration.ofNanos(nanoTime.getAsLong() - lastHeard) : null;
  }
}
