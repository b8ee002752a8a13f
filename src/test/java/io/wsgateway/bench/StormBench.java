package io.wsgateway.bench;

import io.wsgateway.server.GatewayProcess;
import java.util.Locale;
import java.util.Map;

/**
 * Ten thousand users who register as fast as they can, as after an outage: at a node that is alone,
 * and at one with Redis, where it is over only when Redis has a subscription for each of them.
 */
final class StormBench implements Bench {
  private static final int ROUNDS = 8;
  private static final int WARM_UP = 2;

  @Override
  public String name() {
    return "cluster/storm";
  }

  @Override
  public Table run() {
    try (GatewayProcess node = Cluster.node("bench-storm-alone", Map.of());
        Cluster cluster = Cluster.start("storm", 1);
        Storm alone = new Storm(node, null);
        Storm joined = new Storm(cluster.node(0), cluster.redis())) {
      Rounds rounds = new Rounds();
      for (int i = 0; i < WARM_UP + ROUNDS; i++) {
        if (i == WARM_UP) {
          rounds.clear();
        }
        // Each is the first in every other round.
        if (i % 2 == 0) {
          add(rounds, "alone ", alone.run());
        }
        add(rounds, "joined ", joined.run());
        if (i % 2 == 1) {
          add(rounds, "alone ", alone.run());
        }
      }
      return table(rounds, alone.weigh(), joined.weigh());
    }
  }

  private static void add(Rounds rounds, String side, Storm.Cost cost) {
    rounds.add(side + "seconds", cost.seconds());
    rounds.add(side + "node", cost.nodeCpu() / Storm.USERS * 1e6);
    rounds.add(side + "broker", cost.brokerCpu() / Storm.USERS * 1e6);
  }

  private static Table table(Rounds rounds, Storm.Memory alone, Storm.Memory joined) {
    Table table =
        new Table(
            "Connect storm",
            "Users who open a WebSocket and register, "
                + Storm.AT_ONCE
                + " connections opening at any time, clients and servers on one machine. "
                + ROUNDS
                + " rounds of "
                + Storm.USERS
                + " users, in turns, after "
                + WARM_UP
                + " to warm up. The target for the time is a ratio of at most 1.5.",
            "",
            "a node alone",
            "a node with Redis",
            "ratio");
    row(table, rounds, "seconds until all are there", "seconds", 2);
    row(table, rounds, "microseconds of the node's CPU for each", "node", 0);
    return table
        .row("microseconds of Redis' CPU for each", "", rounds.get("joined broker").show(0), "")
        .row(
            "bytes of the node's heap for each, once",
            String.format(Locale.ROOT, "%,.0f", alone.nodeHeap()),
            String.format(Locale.ROOT, "%,.0f", joined.nodeHeap()),
            String.format(Locale.ROOT, "%.2f", joined.nodeHeap() / alone.nodeHeap()))
        .row(
            "bytes of Redis' memory for each, once",
            "",
            String.format(Locale.ROOT, "%,.0f", joined.brokerMemory()),
            "");
  }

  private static void row(Table table, Rounds rounds, String words, String figure, int decimals) {
    Sample alone = rounds.get("alone " + figure);
    Sample joined = rounds.get("joined " + figure);
    table.row(words, alone.show(decimals), joined.show(decimals), joined.over(alone).show(2));
  }
}
