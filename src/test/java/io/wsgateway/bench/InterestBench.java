package io.wsgateway.bench;

import io.wsgateway.server.GatewayProcess;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a publication costs broker and nodes, in clusters of two and of four, when all nodes want it
 * and when only one does that is not the publisher's. Both clusters are there all the time, each
 * with its own Redis, and are measured in turns; what they cost while nothing happens is measured
 * in each round, too, and taken off.
 */
final class InterestBench implements Bench {
  private static final int ROUNDS = 5;
  private static final int WARM_UP = 2;
  private static final int PER_SECOND = 2_000;
  private static final int COUNT = 20_000;
  private static final int IDLE_SECONDS = 5;
  private static final String TEXT = "x".repeat(64);
  private static final String BROKER = "broker";
  private static final String PUBLISHING = "publishing";
  private static final String WANTING = "wanting";
  private static final String OTHER = "other";

  @Override
  public String name() {
    return "cluster/interest";
  }

  @Override
  public Table run() {
    try (Listeners two = new Listeners(Cluster.start("two", 2));
        Listeners four = new Listeners(Cluster.start("four", 4))) {
      List<Listeners> both = List.of(two, four);
      Rounds rounds = new Rounds();
      for (int i = 0; i < WARM_UP + ROUNDS; i++) {
        if (i == WARM_UP) {
          rounds.clear();
        }
        Usage idle = Usage.of(both);
        pause();
        idle = Usage.of(both).since(idle);
        for (Listeners listeners : both) {
          measure(listeners, Listeners.ALL, idle, rounds);
          measure(listeners, Listeners.ONE, idle, rounds);
        }
      }
      return table(rounds);
    }
  }

  private static void measure(Listeners listeners, String topic, Usage idle, Rounds rounds) {
    Usage before = Usage.of(List.of(listeners));
    listeners.publish(topic, TEXT, COUNT, PER_SECOND);
    Usage used = Usage.of(List.of(listeners)).since(before);
    List<GatewayProcess> nodes = listeners.cluster().nodes();
    String layout = nodes.size() + " " + topic + " ";
    rounds.add(layout + BROKER, used.micros(listeners.cluster().redis().pid(), idle, COUNT));
    rounds.add(layout + PUBLISHING, used.micros(nodes.get(0).pid(), idle, COUNT));
    rounds.add(layout + WANTING, used.micros(nodes.get(1).pid(), idle, COUNT));
    // Of the third and fourth, for the pair of them.
    double others = 0;
    for (GatewayProcess node : nodes.subList(2, nodes.size())) {
      others += used.micros(node.pid(), idle, COUNT);
    }
    rounds.add(layout + OTHER, others);
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(IDLE_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Table table(Rounds rounds) {
    Table table =
        new Table(
            "CPU of one publication",
            "Microseconds of CPU for each publication of 64 bytes, beyond what the process takes when"
                + " idle; "
                + PER_SECOND
                + " a second, which is too few to come in batches. "
                + ROUNDS
                + " rounds of "
                + COUNT
                + " each, in turns, after "
                + WARM_UP
                + " to warm up.",
            "",
            "Redis",
            "publishing node",
            "second node",
            "third and fourth",
            "nodes together");
    row(table, rounds, "2 nodes, both want it", "2 all ");
    row(table, rounds, "4 nodes, all want it", "4 all ");
    row(table, rounds, "2 nodes, only the second wants it", "2 one ");
    row(table, rounds, "4 nodes, only the second wants it", "4 one ");
    ratio(table, rounds, "4 nodes / 2, all want it", "4 all ", "2 all ");
    ratio(table, rounds, "4 nodes / 2, only the second wants it", "4 one ", "2 one ");
    return table;
  }

  private static void row(Table table, Rounds rounds, String words, String layout) {
    boolean two = layout.startsWith("2");
    table.row(
        words,
        rounds.get(layout + BROKER).show(1),
        rounds.get(layout + PUBLISHING).show(0),
        rounds.get(layout + WANTING).show(0),
        two ? "none" : rounds.get(layout + OTHER).show(0),
        together(rounds, layout).show(0));
  }

  private static void ratio(
      Table table, Rounds rounds, String words, String layout, String against) {
    table.row(
        words,
        rounds.get(layout + BROKER).over(rounds.get(against + BROKER)).show(2),
        rounds.get(layout + PUBLISHING).over(rounds.get(against + PUBLISHING)).show(2),
        rounds.get(layout + WANTING).over(rounds.get(against + WANTING)).show(2),
        "",
        together(rounds, layout).over(together(rounds, against)).show(2));
  }

  private static Sample together(Rounds rounds, String layout) {
    return rounds
        .get(layout + PUBLISHING)
        .plus(rounds.get(layout + WANTING))
        .plus(rounds.get(layout + OTHER));
  }
}
