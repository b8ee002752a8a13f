package io.wsgateway.bench;

import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What it adds that a publication crosses from one node to another: one client publishes in turn to
 * a topic of a client on its own node and to one of a client on the other, and waits for each to
 * arrive. All three clients are in this JVM and have the same clock.
 */
final class LatencyBench implements Bench {
  private static final int ROUNDS = 7;
  private static final int WARM_UP = 20_000;
  private static final int PER_ROUND = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String TEXT = "x".repeat(64);

  @Override
  public String name() {
    return "cluster/latency";
  }

  @Override
  public Table run() {
    try (Cluster cluster = Cluster.start("latency", 2);
        Publisher publisher = new Publisher(cluster.node(0));
        RawWebSocket near = member(cluster.node(0), "near");
        RawWebSocket far = member(cluster.node(1), "far")) {
      awaitReachable(publisher, "near", near);
      awaitReachable(publisher, "far", far);
      Rounds rounds = new Rounds();
      measure(publisher, near, far, WARM_UP, rounds);
      rounds.clear();
      for (int i = 0; i < ROUNDS; i++) {
        measure(publisher, near, far, PER_ROUND, rounds);
        RedisTools.Result redis =
            RedisTools.publish(cluster.redis(), 1, 1, 2 * PER_ROUND, "wsgateway:bench", TEXT);
        rounds.add("redis p50", redis.p50());
        rounds.add("redis p99", redis.p99());
      }
      return table(rounds);
    }
  }

  private static void measure(
      Publisher publisher, RawWebSocket near, RawWebSocket far, int count, Rounds rounds) {
    List<Double> local = new ArrayList<>();
    List<Double> crossing = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      local.add(once(publisher, "near", near));
      crossing.add(once(publisher, "far", far));
    }
    for (int percent : new int[] {50, 99}) {
      rounds.add("local p" + percent, new Sample(local).percentile(percent));
      rounds.add("crossing p" + percent, new Sample(crossing).percentile(percent));
    }
  }

  /** In milliseconds. */
  private static double once(Publisher publisher, String topic, RawWebSocket member) {
    long begin = System.nanoTime();
    publisher.publish(topic, TEXT);
    if (member.next(PATIENCE).isEmpty()) {
      throw new IllegalStateException("A publication to the topic " + topic + " did not arrive");
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private static RawWebSocket member(GatewayProcess node, String topic) {
    return RawWebSocket.open(node.ws("/connection"))
        .send("reg:" + Cluster.APP + ":" + topic)
        .send("in:" + Cluster.APP + ":" + topic + ":" + topic);
  }

  /** Another node hears of a topic a moment after its member is in it. */
  private static void awaitReachable(Publisher publisher, String topic, RawWebSocket member) {
    do {
      publisher.publish(topic, "are you there");
    } while (member.next(Duration.ofMillis(200)).isEmpty());
    while (member.next(Duration.ofMillis(500)).isPresent()) {
      // Those that came late.
    }
  }

  private static Table table(Rounds rounds) {
    Table table =
        new Table(
            "Latency of crossing a node",
            "Milliseconds from a client's sending to a client's receiving, one in flight, 64 bytes. "
                + ROUNDS
                + " rounds of "
                + PER_ROUND
                + " each, in turns, after "
                + WARM_UP
                + " to warm up; the median round and, in brackets, the least and the most.",
            "",
            "p50",
            "p99");
    Sample added50 = rounds.get("crossing p50").less(rounds.get("local p50"));
    Sample added99 = rounds.get("crossing p99").less(rounds.get("local p99"));
    Sample redis50 = rounds.get("redis p50");
    Sample redis99 = rounds.get("redis p99");
    return table
        .row("on one node", rounds.get("local p50").show(3), rounds.get("local p99").show(3))
        .row(
            "to the other node",
            rounds.get("crossing p50").show(3),
            rounds.get("crossing p99").show(3))
        .row("added by crossing", added50.show(3), added99.show(3))
        .row("redis-benchmark PUBLISH, one in flight", redis50.show(3), redis99.show(3))
        .row(
            "added / redis-benchmark",
            added50.over(redis50).show(1),
            added99.over(redis99).show(1));
  }
}
