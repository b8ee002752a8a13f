package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Containers sometimes miss the end of a connection and tell nobody. */
class SweepTest {
  private final TestCluster cluster = new TestCluster(Map.of());
  private final TestCluster.Node node = cluster.newNode();

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void connectionThatHasEnded_isTakenOut_atTheSecondLook() {
    TestCluster.Client lost = node.connect("chat", "ann");
    TestCluster.Client open = node.connect("chat", "bob");
    lost.transport.end();

    node.gateway.sweep();
    assertThat(node.directory.connections()).hasSize(2);
    node.gateway.sweep();

    assertThat(node.directory.connections()).containsExactly(open.connection);
    assertThat(lost.transport.closes).containsExactly(DisconnectReason.LOST);
    assertThat(node.directory.isOnline(new Destination.OfUser("chat", "ann"))).isFalse();
  }
}
