package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterQuestionsTest {
  private final TestCluster cluster = new TestCluster(Map.of());
  private final TestCluster.Node a = cluster.newNode();
  private final TestCluster.Node b = cluster.newNode();
  private final TestCluster.Node c = cluster.newNode();

  @BeforeEach
  void introduce() {
    cluster.introduceAll();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void nodes_knowOfEachOther() {
    assertThat(a.gateway.nodes()).extracting(NodeInfo::number).containsExactly(1, 2, 3);
    assertThat(b.gateway.nodes()).extracting(NodeInfo::number).containsExactly(2, 1, 3);
  }

  @Test
  void newNode_knowsTheOthers_asSoonAsOneHearsOfIt() {
    TestCluster.Node d = cluster.newNode();

    d.gateway.cluster().announce();

    assertThat(d.gateway.nodes()).hasSize(4);
    assertThat(a.gateway.nodes()).hasSize(4);
  }

  @Test
  void nodeThatStops_isGoneAtOnce() {
    b.gateway.cluster().sayGoodbye();

    assertThat(a.gateway.nodes()).extracting(NodeInfo::number).containsExactly(1, 3);
  }

  @Test
  void nodeThatDoesNotAnswer_isNamed_andTheOthersCount() {
    a.connect("chat", "ann");
    b.connect("chat", "bob");
    c.connect("chat", "eve");
    b.freeze();

    CompletableFuture<ClusterAnswer<Long>> users =
        a.gateway.app("chat").countUsers().toCompletableFuture();

    assertThat(users).isNotDone();
    cluster.pass(Duration.ofSeconds(1));
    assertThat(users.join()).isEqualTo(new ClusterAnswer<>(2L, Set.of(2)));
  }

  @Test
  void connectionWhoseNodeDoesNotAnswer_isNotFound_andTheNodeIsNamed() {
    TestCluster.Client bob = b.connect("chat", "bob");
    b.freeze();

    CompletableFuture<ClusterAnswer<Boolean>> connected =
        a.gateway.app("chat").isConnected(bob.id()).toCompletableFuture();
    cluster.pass(Duration.ofSeconds(1));

    assertThat(connected.join()).isEqualTo(new ClusterAnswer<>(false, Set.of(2)));
  }

  @Test
  void nodeThatRefuses_isNamedLikeOneThatDoesNotAnswer() {
    a.connect("chat", "ann");
    b.answerWith(Answer.refused(new GatewayException(ErrorCode.INTERNAL, "broken")));

    assertThat(a.gateway.app("chat").countUsers().toCompletableFuture().join())
        .isEqualTo(new ClusterAnswer<>(1L, Set.of(2)));
  }

  @Test
  void answerThatComesLate_isNoLongerWanted() {
    c.freeze();
    CompletableFuture<ClusterAnswer<Long>> users =
        a.gateway.app("chat").countUsers().toCompletableFuture();
    cluster.pass(Duration.ofSeconds(1));
    users.join();

    a.gateway.receive(Envelope.encode(3, new NodeMessage.Answered(1, Answer.count(7))));

    assertThat(users.join().missing()).containsExactly(3);
  }

  @Test
  void whatAnotherNodeRefuses_failsTheStage() {
    TestCluster.Client bob = b.connect("chat", "bob");
    App chat = a.gateway.app("chat");
    for (int i = 0; i < 1_000; i++) {
      chat.join(bob.id(), "t" + i).toCompletableFuture().join();
    }

    assertThat(chat.join(bob.id(), "one more"))
        .failsWithin(Duration.ofSeconds(1))
        .withThrowableThat()
        .havingRootCause()
        .isInstanceOf(GatewayException.class)
        .withMessageContaining("1000 topics");
  }

  @Test
  void pages_mergeTheNodes() {
    for (TestCluster.Node node : List.of(a, b, c)) {
      for (int i = 0; i < 5; i++) {
        node.connect("chat", "u" + i + "-" + node.number());
      }
      node.connect("chat", "everywhere");
    }
    App chat = b.gateway.app("chat");

    Slice<String> page = chat.users(new Page(4, null)).toCompletableFuture().join().value();
    int found = page.items().size();
    while (page.next() != null) {
      page = chat.users(new Page(4, page.next())).toCompletableFuture().join().value();
      found += page.items().size();
    }

    assertThat(found).isEqualTo(16);
    assertThat(chat.countUsers().toCompletableFuture().join().value()).isEqualTo(16);
  }
}
