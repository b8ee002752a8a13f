package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeliveryTimesTest {
  private static final long NOW = 1_000_000_000_000L;
  private final DeliveryTimes times = new DeliveryTimes();

  @Test
  void written_countsUpToTheBoundThatHoldsIt() {
    times.written(List.of(taking(Duration.ofMillis(5)), taking(Duration.ofNanos(5_000_001))), NOW);

    assertThat(atMost(Duration.ofNanos(2_500_000))).isZero();
    assertThat(atMost(Duration.ofMillis(5))).isEqualTo(1);
    assertThat(atMost(Duration.ofMillis(10))).isEqualTo(2);
    assertThat(atMost(Duration.ofSeconds(30))).isEqualTo(2);
    assertThat(times.snapshot().count()).isEqualTo(2);
    assertThat(times.snapshot().sum()).isEqualTo(Duration.ofNanos(10_000_001));
  }

  @Test
  void written_longerThanAllBounds_isCountedAboveThem() {
    times.written(List.of(taking(Duration.ofMinutes(2))), NOW);

    assertThat(atMost(Duration.ofSeconds(30))).isZero();
    assertThat(times.snapshot().count()).isEqualTo(1);
    assertThat(times.snapshot().sum()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void written_ofMixedAges_countsEachOne() {
    List<Payload> batch = new ArrayList<>(List.of(Payload.text("an answer"), Payload.PING));
    for (Duration bound : DeliveryTimes.BOUNDS) {
      batch.addAll(Collections.nCopies(3, taking(bound)));
      batch.add(Payload.text("an answer"));
      batch.add(taking(Duration.ofMillis(1)));
    }
    Collections.shuffle(batch, new Random(1));

    times.written(batch, NOW);

    int bounds = DeliveryTimes.BOUNDS.size();
    assertThat(times.snapshot().count()).isEqualTo(4L * bounds);
    assertThat(atMost(Duration.ofNanos(500_000))).isEqualTo(3);
    assertThat(atMost(Duration.ofMillis(1))).isEqualTo(6 + bounds);
    assertThat(atMost(Duration.ofSeconds(10))).isEqualTo(4L * bounds - 3);
  }

  @Test
  void written_ofWhatIsNotPublished_countsNothing() {
    times.written(List.of(Payload.text("an answer"), Payload.PING), NOW);

    assertThat(times.snapshot().count()).isZero();
    assertThat(times.snapshot().sum()).isZero();
  }

  @Test
  void acceptedAt_keepsWhatItSays() {
    Payload text = Payload.text("hello").acceptedAt(0);
    Payload bytes = Payload.binary(new byte[] {1}).acceptedAt(-5);

    assertThat(text.isTimed()).isTrue();
    assertThat(text.text()).isEqualTo("hello");
    assertThat(text.isBinary()).isFalse();
    assertThat(bytes.accepted()).isEqualTo(-5);
    assertThat(bytes.isBinary()).isTrue();
  }

  @Test
  void publication_isTimedUntilItsWriteIsComplete() {
    try (TestCluster cluster = new TestCluster(Map.of())) {
      TestCluster.Node node = cluster.newNode();
      TestCluster.Client client = node.connect("shop", "bob");
      client.transport.stall();

      node.publish(new Destination.OfUser("shop", "bob"), "hello");
      client.settle();
      assertThat(node.counters.deliveryTimes().snapshot().count()).isZero();
      client.transport.completeWrite();

      assertThat(node.counters.deliveryTimes().snapshot().count()).isEqualTo(1);
      assertThat(node.counters.deliveries()).isEqualTo(1);
    }
  }

  private static Payload taking(Duration duration) {
    return Payload.text("x").acceptedAt(NOW - duration.toNanos());
  }

  private long atMost(Duration bound) {
    return times.snapshot().atMost().get(DeliveryTimes.BOUNDS.indexOf(bound));
  }
}
