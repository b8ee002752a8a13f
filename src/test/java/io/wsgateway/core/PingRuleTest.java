package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.dialect.PingRule;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a clock of the test's own, which a {@link TestCluster} has. */
class PingRuleTest {
  private final TestCluster cluster = new TestCluster(Map.of());
  private final TestCluster.Node node = cluster.newNode();
  private final TestCluster.Client client = node.connect("shop", "ann");
  private final PingRule rule =
      new PingRule(node.gateway, client.connection, Duration.ofSeconds(9), Duration.ofSeconds(10));

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void whoAnswers_isPingedAtTheInterval_andStays() {
    rule.start();
    for (int second = 1; second <= 60; second++) {
      pass(1);
      if (second % 9 == 0) {
        assertThat(client.messages()).hasSize(second / 9);
        rule.pong();
      }
    }

    assertThat(client.messages()).hasSize(6);
    assertThat(client.closes()).isEmpty();
  }

  @Test
  void whoDoesNot_isClosedInTime() {
    rule.start();
    pass(6);
    rule.pong();
    pass(9);
    assertThat(client.closes()).isEmpty();
    pass(1);

    assertThat(client.closes()).containsExactly("4005 pings were not answered, reconnect");
  }

  @Test
  void whoHasSomethingToRead_getsAsMuchTimeAgain_butNoMore() {
    rule.start();
    client.transport.stall();
    node.publish(node.gateway.toUser("shop", "ann"), "much");
    client.settle();
    pass(18);
    assertThat(client.closes()).isEmpty();

    rule.pong();
    pass(19);
    assertThat(client.transport.closes).isEmpty();
    pass(2);
    client.settle();
    // It does not read; the close waits for that for a while.
    pass(6);

    assertThat(client.transport.closes).containsExactly(DisconnectReason.PING_TIMEOUT);
  }

  @Test
  void whoeverTheNodeCouldNotHear_isAskedFirst() {
    rule.start();
    pass(7);
    cluster.pass(Duration.ofSeconds(30));
    client.settle();
    assertThat(client.messages()).hasSize(1);
    assertThat(client.closes()).isEmpty();

    pass(2);
    assertThat(client.closes()).hasSize(1);
  }

  @Test
  void whoIsGone_isLeftAlone() {
    rule.start();
    client.disconnect();

    pass(60);

    assertThat(client.messages()).isEmpty();
    assertThat(node.timers.waiting()).isZero();
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      cluster.pass(Duration.ofSeconds(1));
    }
  }
}
