package io.wsgateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.core.Destination;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Receipt;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every exchange keeps to, also one that has nobody to carry to. */
abstract class ExchangeContract {
  static final Destination TOPIC = new Destination.OfTopic("shop", "news");

  private final List<TestNode> nodes = new ArrayList<>();

  abstract Exchange newExchange();

  /** What is told of a publication for so many other nodes, by one that has no interest itself. */
  Receipt.Reach reached(int others) {
    return new Receipt.Reach(others, Receipt.Trust.EXACT, false);
  }

  /** What is told of a publication for so many other nodes, by one that has an interest, too. */
  Receipt.Reach reachedBesidesSelf(int others) {
    return reached(others);
  }

  TestNode node(int number) {
    TestNode node = new TestNode(number, newExchange());
    nodes.add(node);
    return node;
  }

  @AfterEach
  void stopNodes() {
    nodes.forEach(TestNode::close);
  }

  @Test
  void state_isDownBeforeStartAndAfterStop() {
    TestNode node = node(1);
    assertThat(node.exchange.state()).isEqualTo(Exchange.State.DOWN);
    node.startAndAwaitUp();
    node.close();
    assertThat(node.exchange.state()).isEqualTo(Exchange.State.DOWN);
  }

  @Test
  void stop_twiceOrWithoutStart_isHarmless() {
    TestNode node = node(1);
    node.close();
    node.startAndAwaitUp();
    node.close();
    node.close();
  }

  @Test
  void sendToNode_toItself_comesBack() {
    TestNode node = node(7).startAndAwaitUp();

    node.exchange.sendToNode(7, "echo".getBytes(UTF_8));

    assertThat(node.take(1)).containsExactly("echo");
    assertThat(node.exchange.hasTried()).isTrue();
    assertThat(node.exchange.reconnects()).isZero();
  }

  @Test
  void publish_toNobody_reachesNobody() {
    TestNode node = node(1).startAndAwaitUp();
    assertThat(node.publish(TOPIC, "hello")).isEqualTo(Receipt.Reach.NONE);
  }

  @Test
  void publish_afterStop_completes() {
    TestNode node = node(1).startAndAwaitUp();
    node.close();
    assertThat(node.publish(TOPIC, "hello").nodes()).isZero();
  }

  @Test
  void publish_withOwnInterestOnly_reachesNoOtherNode() {
    TestNode node = node(1).startAndAwaitUp();
    node.wants(TOPIC);
    assertThat(node.publish(TOPIC, "hello")).isEqualTo(reachedBesidesSelf(0));
  }

  @Test
  void publish_toConnectionOfThisNode_reachesNoOtherNode() {
    TestNode node = node(1).startAndAwaitUp();
    assertThat(node.publish(new Destination.OfConnection("shop", (1L << 32) + 5), "hello"))
        .isEqualTo(Receipt.Reach.NONE);
  }

  @Test
  void interest_againAndAgain_completes() {
    TestNode node = node(1);
    node.wants(TOPIC);
    node.startAndAwaitUp();
    for (int i = 0; i < 100; i++) {
      node.wants(TOPIC);
      node.exchange.uninterest(TOPIC);
      node.exchange.uninterest(TOPIC);
    }
    node.wants(TOPIC);
    assertThat(node.publish(TOPIC, "hello").nodes()).isZero();
  }

  @Test
  void start_afterStop_isUpAgain() {
    TestNode node = node(1).startAndAwaitUp();
    node.close();
    node.startAndAwaitUp();
  }
}
