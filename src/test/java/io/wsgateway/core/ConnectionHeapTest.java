package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What the gateway itself keeps for a client that is silent. */
class ConnectionHeapTest {
  private static final int CLIENTS = 20_000;

  /** Room for what dialects and transports keep: all together may take 1.5 kB. */
  private static final long MOST = 1_000;

  /** A set of one and the connection's place among many; no name. */
  private static final long MOST_OF_A_TOPIC = 120;

  private static final String TOPIC = "what is new in the shop";

  @Test
  void idleConnection_ofAUser_takesLittleHeap_alsoAfterItWasSentSomething() {
    try (TestCluster cluster = new TestCluster(Map.of())) {
      TestCluster.Node node = cluster.newNode();
      List<Connection> clients = new ArrayList<>(CLIENTS);
      long before = used();
      for (int i = 0; i < CLIENTS; i++) {
        Connection client =
            node.gateway.connect(TestCluster.TEXT, Silent.INSTANCE, Visitor.UNKNOWN);
        node.gateway.bind(client, "shop", "user" + i, Identity.CLAIMED);
        clients.add(client);
      }
      node.events.clear();
      node.publish(node.gateway.toAll("shop"), "x");
      clients.forEach(TestCluster::settle);

      long each = (used() - before) / CLIENTS;

      System.getLogger("heap").log(System.Logger.Level.INFO, "{0} bytes each", each);
      assertThat(each).isBetween(1L, MOST);
      assertThat(node.directory.connections()).hasSameSizeAs(clients);
    }
  }

  @Test
  void topic_thatManyAreIn_takesLittleOfEach_howeverOftenItIsNamed() {
    try (TestCluster cluster = new TestCluster(Map.of())) {
      TestCluster.Node node = cluster.newNode();
      List<Connection> clients = new ArrayList<>(CLIENTS);
      for (int i = 0; i < CLIENTS; i++) {
        Connection client =
            node.gateway.connect(TestCluster.TEXT, Silent.INSTANCE, Visitor.UNKNOWN);
        node.gateway.bind(client, "shop", "user" + i, Identity.CLAIMED);
        clients.add(client);
      }
      long before = used();
      for (int i = 0; i < CLIENTS; i++) {
        node.gateway
            .join(null, "shop", "user" + i, String.valueOf(TOPIC.toCharArray()))
            .toCompletableFuture()
            .join();
      }
      node.events.clear();

      long each = (used() - before) / CLIENTS;

      System.getLogger("heap").log(System.Logger.Level.INFO, "{0} bytes each", each);
      assertThat(each).isBetween(1L, MOST_OF_A_TOPIC);
      assertThat(clients).hasSize(CLIENTS);
    }
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private enum Silent implements Transport {
    INSTANCE;

    @Override
    public void write(List<Payload> messages, Completion done) {
      done.complete(null);
    }

    @Override
    public CompletionStage<Void> close(DisconnectReason reason) {
      return CompletableFuture.completedFuture(null);
    }
  }
}
