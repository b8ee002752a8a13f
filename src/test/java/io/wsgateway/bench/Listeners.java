package io.wsgateway.bench;

import io.wsgateway.client.Swarm;
import io.wsgateway.client.SwarmPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A cluster with one client on each node that wants the topic {@link #ALL}; the one on the second
 * node, alone, also wants {@link #ONE}. A client on the first node publishes. One thread.
 */
final class Listeners implements AutoCloseable {
  /** What every node wants. */
  static final String ALL = "all";

  /** What only the second node wants. */
  static final String ONE = "one";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Cluster cluster;
  private final List<Swarm> clients = new ArrayList<>();
  private final Publisher publisher;

  /** Takes the cluster over. Returns when everybody is reached. */
  Listeners(Cluster cluster) {
    this.cluster = cluster;
    publisher = new Publisher(cluster.node(0));
    for (int i = 0; i < cluster.nodes().size(); i++) {
      String user = Cluster.APP + ":client" + i;
      Swarm client =
          SwarmPlan.of(1, cluster.node(i).ws("/connection")).greeting(n -> "reg:" + user).open();
      clients.add(client);
      client.awaitOpen(PATIENCE);
      client.sendAll(n -> "in:" + user + ":" + ALL);
      if (i == 1) {
        client.sendAll(n -> "in:" + user + ":" + ONE);
      }
    }
    awaitReached(ALL);
    awaitReached(ONE);
  }

  Cluster cluster() {
    return cluster;
  }

  /** Publishes at that pace, and returns when all has arrived where it is wanted. */
  void publish(String topic, String text, int count, int perSecond) {
    clients.forEach(Swarm::restartCounting);
    publisher.publish(topic, text, count, perSecond);
    wanting(topic).forEach(client -> client.awaitEach(count, PATIENCE));
  }

  private List<Swarm> wanting(String topic) {
    return topic.equals(ALL) ? clients : clients.subList(1, 2);
  }

  /** Nodes hear of each other's topics a moment later. */
  private void awaitReached(String topic) {
    boolean reached = false;
    while (!reached) {
      clients.forEach(Swarm::restartCounting);
      publisher.publish(topic, "are you there");
      try {
        wanting(topic).forEach(client -> client.awaitEach(1, Duration.ofSeconds(1)));
        reached = true;
      } catch (AssertionError notYet) {
        // Again.
      }
    }
  }

  @Override
  public void close() {
    publisher.close();
    clients.forEach(Swarm::close);
    cluster.close();
  }
}
