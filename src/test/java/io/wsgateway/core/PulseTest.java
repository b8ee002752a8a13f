package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PulseTest {
  private static final long MARK = 77;
  private final TestCluster cluster = new TestCluster(Map.of());
  private final TestCluster.Node node = cluster.newNode();
  private long now = -5_000_000_000L;
  private final Pulse pulse = new Pulse(new Ids(99), MARK, node, () -> now);

  @AfterEach
  void stopNodes() {
    cluster.close();
  }

  @Test
  void lag_isUnknownBeforeTheFirstIsSent() {
    assertThat(pulse.lag()).isNull();
    assertThat(pulse.age()).isNull();
  }

  @Test
  void lag_isHowLongTheLastTook() {
    NodeMessage.Beat beat = beat(1);
    pass(Duration.ofMillis(30));
    pulse.heard(beat);
    pass(Duration.ofSeconds(1));

    assertThat(pulse.lag()).isEqualTo(Duration.ofMillis(30));
    assertThat(pulse.age()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void lag_growsWhileNothingComesBack() {
    pulse.heard(beat(1));
    NodeMessage.Beat lost = beat(2);
    pass(Duration.ofSeconds(2));
    assertThat(pulse.lag()).isEqualTo(Duration.ofSeconds(2));
    for (int i = 3; i < 1_000; i++) {
      beat(i);
      pass(Duration.ofSeconds(2));
    }
    assertThat(pulse.lag()).isEqualTo(Duration.ofNanos(now - lost.sent()));
    assertThat(pulse.age()).isEqualTo(pulse.lag());

    NodeMessage.Beat last = beat(1_000);
    pass(Duration.ofMillis(1));
    pulse.heard(last);

    assertThat(pulse.lag()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void heard_lateButInOrder_stillWaitsForTheYounger() {
    NodeMessage.Beat first = beat(1);
    pass(Duration.ofSeconds(2));
    beat(2);
    pass(Duration.ofSeconds(1));
    pulse.heard(first);
    assertThat(pulse.lag()).isEqualTo(Duration.ofSeconds(3));
    pass(Duration.ofSeconds(5));

    assertThat(pulse.lag()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void heard_ofAnotherNodeWithTheSameNumber_isIgnored() {
    beat(1);
    pass(Duration.ofSeconds(1));

    pulse.heard(new NodeMessage.Beat(MARK + 1, 1, now));

    assertThat(pulse.lag()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void beat_comesBackThroughTheExchange() {
    node.gateway.pulse().beat();

    assertThat(node.gateway.figures().lag()).isNotNull().isLessThan(Duration.ofSeconds(5));
    assertThat(node.gateway.figures().lagAge()).isNotNull();
  }

  private NodeMessage.Beat beat(long number) {
    pulse.beat();
    return new NodeMessage.Beat(MARK, number, now);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
