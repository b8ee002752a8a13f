package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Destination.OfUser;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What tests of nodes joined by RabbitMQ have in common when something fails. */
@ResourceLock("JoiningExchangeContract.gatewayThreads")
abstract class RabbitmqNodes {
  static final Destination TOPIC = new OfTopic("shop", "news");
  static final Receipt.Reach SOME = new Receipt.Reach(1, Receipt.Trust.AT_LEAST, false);
  static final Duration SOON = Duration.ofSeconds(10);

  private final List<TestNode> nodes = new ArrayList<>();

  TestNode node(int number, RabbitmqSetup setup) {
    return node(number, setup.exchange());
  }

  TestNode node(int number, Exchange exchange) {
    TestNode node = new TestNode(number, exchange);
    nodes.add(node);
    return node;
  }

  @AfterEach
  void stopNodes() {
    nodes.forEach(TestNode::close);
    assertThat(JoiningExchangeContract.gatewayThreads()).isEmpty();
  }

  /** Publishes until it arrives. */
  static void awaitReaches(TestNode from, TestNode to) {
    to.takeAll();
    String probe = "from " + from.number;
    Eventually.await(
        probe + " to " + to.number,
        SOON,
        () -> !from.publish(TOPIC, probe).degraded() && to.takeAll().contains(probe));
  }

  static OfUser user(int number) {
    return new OfUser("shop", "user " + number);
  }

  static boolean isUp(TestNode node) {
    return node.exchange.state() == Exchange.State.UP;
  }

  static boolean isDegraded(TestNode node) {
    return node.exchange.state() == Exchange.State.DEGRADED;
  }
}
