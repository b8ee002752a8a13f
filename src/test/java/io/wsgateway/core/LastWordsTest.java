package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LastWordsTest {
  private final TestCluster cluster = new TestCluster(Map.of());
  private final TestCluster.Node node = cluster.newNode();
  private final List<String> seen = new ArrayList<>();

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void lastWords_findTheConnectionAndItsUser_onceWhoeverCloses() {
    TestCluster.Client client = node.connectTo("chat");
    Connection connection = client.connection;
    node.gateway.bind(connection, "chat", "ann", Identity.CLAIMED);
    connection.beforeRemoval(
        () -> {
          App chat = node.gateway.app("chat");
          seen.add("online:" + chat.isConnected(client.id()).toCompletableFuture().join().value());
          seen.add("user:" + chat.userOf(client.id()).toCompletableFuture().join().value().get());
          chat.join(client.id(), "late").toCompletableFuture().join();
          chat.setInfo(client.id(), Map.of("k", "v")).toCompletableFuture().join();
          chat.sendToConnection(client.id(), "to nobody");
        });

    client.disconnect();
    client.disconnect();

    assertThat(seen).containsExactly("online:true", "user:ann");
    assertThat(node.directory.connections()).isEmpty();
    assertThat(node.interests).isEmpty();
    assertThat(client.transport.messages()).isEmpty();
  }

  @Test
  void lastWordsThatFail_doNotKeepTheConnection() {
    TestCluster.Client client = node.connectTo("chat");
    client.connection.beforeRemoval(
        () -> {
          throw new IllegalStateException("on purpose");
        });

    client.disconnect();

    assertThat(node.directory.connections()).isEmpty();
    assertThat(node.interests).isEmpty();
  }
}
