package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodesTest {
  private static final Duration LEASE = Duration.ofSeconds(15);

  private final TestCluster cluster = new TestCluster(Map.of());
  private final TestCluster.Node exchange = cluster.newNode();
  private long now;
  private final Nodes nodes =
      new Nodes(() -> new NodeInfo(1, Instant.EPOCH, 0), exchange, LEASE, () -> now);

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void nodeThatIsNotHeardForTheLease_isGone() {
    nodes.heard(new NodeInfo(2, Instant.EPOCH, 0));

    pass(LEASE);
    assertThat(nodes.others()).containsExactly(2);
    pass(Duration.ofMillis(1));
    assertThat(nodes.others()).isEmpty();
  }

  @Test
  void whileThisNodeHearsNobody_andForALeaseAfter_theOthersStay() {
    nodes.heard(new NodeInfo(2, Instant.EPOCH, 0));
    exchange.degrade(true);

    pass(LEASE.multipliedBy(10));
    assertThat(nodes.others()).containsExactly(2);
    exchange.degrade(false);
    pass(LEASE);
    assertThat(nodes.others()).containsExactly(2);
    pass(Duration.ofMillis(1));
    assertThat(nodes.others()).isEmpty();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
