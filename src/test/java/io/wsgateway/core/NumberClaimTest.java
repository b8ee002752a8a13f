package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NumberClaimTest {
  private final TestCluster cluster = new TestCluster(Map.of());
  private final TestCluster.Node a = cluster.newNode(7);

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void twoNodesWithOneNumber_oneDrawsAgain_andNothingIsMixedUp() {
    TestCluster.Node b = cluster.newNode(7);
    TestCluster.Client ofA = a.connect("chat", "ann");
    TestCluster.Client ofB = b.connect("chat", "bob");
    assertThat(ofA.id()).isEqualTo(ofB.id());

    b.gateway.cluster().announce();

    assertThat(List.of(a.number(), b.number())).contains(7).doesNotHaveDuplicates();
    assertThat(a.gateway.nodes()).hasSize(2);
    assertThat(b.gateway.nodes()).hasSize(2);
    TestCluster.Client stays = a.number() == 7 ? ofA : ofB;
    TestCluster.Client goes = a.number() == 7 ? ofB : ofA;
    stays.settle();
    goes.settle();
    assertThat(stays.transport.closes).isEmpty();
    assertThat(goes.transport.closes).containsExactly(DisconnectReason.GOING_AWAY);
  }

  @Test
  void nodeThatHasDrawnAgain_stillGetsWhatItsClientsWant() {
    a.connect("chat", "ann");
    a.gateway.receive(aliveSince(Instant.EPOCH));
    assertThat(a.number()).isNotEqualTo(7);

    TestCluster.Node b = cluster.newNode(8);
    TestCluster.Client back = a.connect("chat", "ann");

    assertThat(Ids.nodeOf(back.id())).isEqualTo(a.number());
    assertThat(a.interests).contains(a.gateway.toUser("chat", "ann"));
    b.publish(b.gateway.toUser("chat", "ann"), "hello");
    assertThat(back.messages()).containsExactly("hello");
  }

  @Test
  void nodeThatStartedFirst_keepsItsNumber() {
    a.gateway.receive(aliveSince(Instant.now().plusSeconds(60)));

    assertThat(a.number()).isEqualTo(7);
  }

  @Test
  void echoOfItsOwnWord_isNoClash() {
    TestCluster.Node b = cluster.newNode(8);
    Nodes nodes = a.gateway.cluster();
    byte[] own = Envelope.encode(7, new NodeMessage.Alive(nodes.self(), nodes.mark()));

    Stream.of(a, b).forEach(node -> node.gateway.receive(own));

    assertThat(a.number()).isEqualTo(7);
    assertThat(a.gateway.nodes()).extracting(NodeInfo::number).containsExactlyInAnyOrder(7, 8);
    assertThat(b.gateway.nodes()).extracting(NodeInfo::number).containsExactlyInAnyOrder(7, 8);
  }

  @Test
  void stoppedNode_doesNotDrawAgain() {
    a.gateway.claim().end();

    a.gateway.receive(aliveSince(Instant.EPOCH));

    assertThat(a.number()).isEqualTo(7);
  }

  private static byte[] aliveSince(Instant since) {
    return Envelope.encode(7, new NodeMessage.Alive(new NodeInfo(7, since, 0), 42));
  }
}
