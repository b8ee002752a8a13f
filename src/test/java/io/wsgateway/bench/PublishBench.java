package io.wsgateway.bench;

import io.wsgateway.exchange.PublishingRun;
import io.wsgateway.server.RedisProcess;

/**
 * How fast one node can hand publications to Redis: the exchange alone, in this JVM, without
 * clients and delivery, against redis-benchmark with as many commands in flight. Nobody subscribes,
 * on either side: it is the publishing that is measured.
 */
final class PublishBench implements Bench {
  private static final int ROUNDS = 7;
  private static final int WARM_UP = 3;
  private static final int ONE_BY_ONE = 30_000;
  private static final int IN_FLIGHT = 256;
  // A multiple of it: redis-benchmark fails over a last pipeline that is not full.
  private static final int MANY = 2_000 * IN_FLIGHT;
  private static final int CONNECTIONS = 20;
  private static final int FROM_MANY = 200_000;
  private static final String TEXT = "x".repeat(100);

  @Override
  public String name() {
    return "cluster/publish";
  }

  @Override
  public Table run() {
    try (RedisProcess redis = RedisTools.startServer();
        PublishingRun exchange = new PublishingRun(redis.uri())) {
      Rounds rounds = new Rounds();
      for (int i = 0; i < WARM_UP + ROUNDS; i++) {
        if (i == WARM_UP) {
          rounds.clear();
        }
        measure(redis, exchange, 1, ONE_BY_ONE, rounds);
        measure(redis, exchange, IN_FLIGHT, MANY, rounds);
        measureCrossing(redis, exchange, rounds);
        measureConnections(redis, exchange, rounds);
      }
      return table(rounds);
    }
  }

  private static void measure(
      RedisProcess redis, PublishingRun exchange, int inFlight, int count, Rounds rounds) {
    double begin = Cpu.of(redis.pid());
    rounds.add("exchange " + inFlight, exchange.perSecond(inFlight, count, TEXT));
    double middle = Cpu.of(redis.pid());
    rounds.add(
        "redis-benchmark " + inFlight,
        RedisTools.publish(redis, 1, inFlight, count, exchange.channel(), TEXT).perSecond());
    double end = Cpu.of(redis.pid());
    rounds.add("exchange cpu " + inFlight, (middle - begin) / count * 1e6);
    rounds.add("redis-benchmark cpu " + inFlight, (end - middle) / count * 1e6);
  }

  private static void measureCrossing(RedisProcess redis, PublishingRun exchange, Rounds rounds) {
    double begin = Cpu.of(redis.pid());
    rounds.add("crossing", exchange.crossingsPerSecond(IN_FLIGHT, MANY, TEXT));
    rounds.add("crossing cpu", (Cpu.of(redis.pid()) - begin) / MANY * 1e6);
  }

  /** As many nodes are when each has little to say: nothing comes in batches. */
  private static void measureConnections(
      RedisProcess redis, PublishingRun exchange, Rounds rounds) {
    double begin = Cpu.of(redis.pid());
    RedisTools.Result result =
        RedisTools.publish(redis, CONNECTIONS, 1, FROM_MANY, exchange.channel(), TEXT);
    rounds.add("connections", result.perSecond());
    rounds.add("connections cpu", (Cpu.of(redis.pid()) - begin) / FROM_MANY * 1e6);
  }

  private static Table table(Rounds rounds) {
    Table table =
        new Table(
            "Publishing through Redis from one node",
            "Publications of 100 bytes per second, and microseconds of Redis' CPU for each. "
                + ROUNDS
                + " rounds in turns, of "
                + ONE_BY_ONE
                + " one by one and of "
                + MANY
                + " with "
                + IN_FLIGHT
                + " in flight, after "
                + WARM_UP
                + " to warm up.",
            "",
            "the exchange",
            "redis-benchmark",
            "ratio");
    for (int inFlight : new int[] {1, IN_FLIGHT}) {
      row(table, rounds, " " + inFlight, inFlight + " in flight, per second", 0);
      row(table, rounds, " cpu " + inFlight, inFlight + " in flight, Redis' CPU", 2);
    }
    String crossing = IN_FLIGHT + " on their way to another node, ";
    String connections = CONNECTIONS + " connections with 1 in flight, ";
    return table
        .row(crossing + "per second", rounds.get("crossing").show(0), "", "")
        .row(crossing + "Redis' CPU", rounds.get("crossing cpu").show(2), "", "")
        .row(connections + "per second", "", rounds.get("connections").show(0), "")
        .row(connections + "Redis' CPU", "", rounds.get("connections cpu").show(2), "");
  }

  private static void row(Table table, Rounds rounds, String figure, String words, int decimals) {
    Sample ours = rounds.get("exchange" + figure);
    Sample theirs = rounds.get("redis-benchmark" + figure);
    table.row(words, ours.show(decimals), theirs.show(decimals), ours.over(theirs).show(2));
  }
}
