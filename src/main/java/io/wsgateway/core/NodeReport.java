package io.wsgateway.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a node is doing, as it says itself. Totals are since it started.
 *
 * @param node which, with how many connections it has
 * @param version of the gateway
 * @param state whether clients are welcome
 * @param isReady whether balancers may send it clients
 * @param exchange how it goes with the exchange
 * @param exchangeKind what that is
 * @param isKeepingMemberships whether changes of memberships are kept as they are made
 * @param crowd its connections, and what waits for them
 * @param published publications that were accepted
 * @param received publications that came from other nodes
 * @param delivered messages that were written to clients
 * @param dropped what was not delivered, by reason
 * @param closed connections that ended, by reason
 * @param refused what was refused, by reason
 * @param handshakes how often clients connected
 * @param backlog publications that wait for delivery
 * @param backlogLimit with how many no more is accepted
 * @param lag how long a message takes through the exchange, or null if that is not known
 * @param reconnects how often the exchange had to connect again
 * @param deliveries how long deliveries took
 * @param host the Java machine that it runs on
 */
public record NodeReport(
    NodeInfo node,
    String version,
    Drain.State state,
    boolean isReady,
    Exchange.State exchange,
    String exchangeKind,
    boolean isKeepingMemberships,
    Crowd crowd,
    long published,
    long received,
    long delivered,
    Map<String, Long> dropped,
    Map<String, Long> closed,
    Map<String, Long> refused,
    long handshakes,
    long backlog,
    long backlogLimit,
    @Nullable Duration lag,
    long reconnects,
    Deliveries deliveries,
    Host host) {
  /** Copies. */
  public NodeReport {
    dropped = Map.copyOf(dropped);
    closed = Map.copyOf(closed);
    refused = Map.copyOf(refused);
  }

  /**
   * How long deliveries took.
   *
   * @param count how many there were
   * @param sum how long they took together
   * @param buckets how many took no longer than so, by rising times
   */
  public record Deliveries(long count, Duration sum, List<Bucket> buckets) {
    /** Copies. */
    public Deliveries {
      buckets = List.copyOf(buckets);
    }

    static Deliveries of(DeliveryTimes.Snapshot times) {
      List<Bucket> buckets = new ArrayList<>();
      for (int i = 0; i < times.atMost().size(); i++) {
        buckets.add(new Bucket(DeliveryTimes.BOUNDS.get(i), times.atMost().get(i)));
      }
      return new Deliveries(times.count(), times.sum(), buckets);
    }
  }

  /** How many took no longer than that. */
  public record Bucket(Duration most, long count) {}

  static NodeReport of(Figures figures, Drain drain, boolean isReady, String exchangeKind) {
    Counters counters = figures.counters();
    return new NodeReport(
        figures.node(),
        figures.version(),
        drain.state(),
        isReady,
        figures.exchange(),
        exchangeKind,
        figures.isKeepingMemberships(),
        figures.crowd(),
        counters.publications(),
        counters.receptions(),
        counters.deliveries(),
        counters.drops(),
        counters.closes(),
        counters.refusals(),
        counters.handshakes().values().stream().mapToLong(Long::longValue).sum(),
        figures.backlog(),
        figures.backlogLimit(),
        figures.lag(),
        figures.reconnects(),
        Deliveries.of(counters.deliveryTimes().snapshot()),
        Host.now());
  }

  /** When it started. */
  public Instant since() {
    return node.since();
  }
}
