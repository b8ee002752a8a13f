package io.wsgateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A broker and two nodes, and more for a while. They serve one test after the other, and each test
 * leaves them as it found them.
 */
final class Cluster implements AutoCloseable {
  /** What may differ without anything having been left behind: pools, caches, compiled code. */
  private static final long MORE_HEAP = 8 << 20;

  /** Those of pools that a server or the gateway lets grow when there is work, and shrink later. */
  private static final int MORE_THREADS = 24;

  private static final Duration CALM = Duration.ofSeconds(20);

  private final Broker broker;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Node, Footprint> before = new HashMap<>();

  private Cluster(Broker broker) {
    this.broker = broker;
  }

  /** Closes the broker, too, in the end. */
  static Cluster start(Broker broker) {
    Cluster cluster = new Cluster(broker);
    try {
      cluster.nodes.add(Node.start("a", broker));
      cluster.nodes.add(Node.start("b", broker));
      cluster.awaitNormal();
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  Broker broker() {
    return broker;
  }

  /** The two that are always there. */
  List<Node> nodes() {
    return List.copyOf(nodes);
  }

  Node a() {
    return nodes.get(0);
  }

  Node b() {
    return nodes.get(1);
  }

  /** Waits until both nodes are up, know each other and nobody else, and have no clients. */
  void awaitNormal() {
    for (Node node : nodes) {
      Eventually.await(
          "node " + node.name() + " is as it was: " + node.status(),
          CALM,
          () ->
              node.isUp()
                  && node.status().getInt("connections") == 0
                  && numbers(node).equals(numbersOfBoth()));
    }
  }

  private List<Integer> numbersOfBoth() {
    return nodes.stream().map(Node::number).sorted().collect(Collectors.toList());
  }

  /** The numbers of the nodes that a node takes to be alive. */
  static List<Integer> numbers(Node node) {
    return node.see("/nodes").getJsonArray("items").stream()
        .map(JsonValue::asJsonObject)
        .map((JsonObject item) -> item.getInt("node"))
        .sorted()
        .collect(Collectors.toList());
  }

  /** Notes what the nodes hold while nothing happens. */
  void weigh() {
    nodes.forEach(node -> before.put(node, Footprint.of(node)));
  }

  /** Insists that the nodes hold no more than when they were last weighed. */
  void expectNothingLeft() {
    for (Node node : nodes) {
      Footprint was = Optional.ofNullable(before.get(node)).orElseThrow();
      Footprint is = Footprint.of(node);
      // What is kept for a while, in case that a client comes back, goes soon.
      long end = System.nanoTime() + CALM.toNanos();
      while (!is.isWithin(was, MORE_HEAP, MORE_THREADS) && System.nanoTime() < end) {
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        is = Footprint.of(node);
      }
      assertThat(is.isWithin(was, MORE_HEAP, MORE_THREADS))
          .as("node %s holds no more than before: was %s, is %s", node.name(), was, is)
          .isTrue();
    }
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    broker.close();
  }
}
