package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProofExpiryTest {
  private static final Instant START = Instant.ofEpochSecond(1_800_000_000);

  private final TestCluster cluster = new TestCluster(Map.of());
  private final TestCluster.Node node = cluster.newNode();
  private final RecordingTransport transport = RecordingTransport.immediate();
  private final Connection connection =
      node.gateway.connect(new Telling(), transport, Visitor.UNKNOWN, "shop");

  private Duration passed = Duration.ZERO;
  private final Timers timers = new Timers(() -> passed.toNanos());
  private final ProofExpiry expiry =
      new ProofExpiry(node.gateway, timers, () -> Duration.ofSeconds(30), () -> START.plus(passed));

  /** Tells how long is left. */
  private static final class Telling implements Dialect {
    @Override
    public String name() {
      return "telling";
    }

    @Override
    public String path() {
      return "/telling";
    }

    @Override
    public Optional<Payload> encode(Publication publication) {
      return Optional.of(publication.payload());
    }

    @Override
    public Optional<Payload> expiryNotice(Duration left) {
      return Optional.of(Payload.text("expires in " + left.toSeconds()));
    }
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void client_isToldOnce_andClosedWhenItsProofEnds() {
    show(Duration.ofMinutes(10));

    pass(Duration.ofSeconds(569));
    assertThat(told()).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(told()).containsExactly("expires in 30");
    pass(Duration.ofSeconds(29));
    assertThat(transport.closes).isEmpty();
    pass(Duration.ofSeconds(1));
    settle();

    assertThat(told()).containsExactly("expires in 30");
    assertThat(transport.closes).containsExactly(DisconnectReason.TOKEN_EXPIRED);
  }

  @Test
  void newerProof_keepsIt_andOneThatEndsSoonerDoesNot() {
    show(Duration.ofMinutes(10));
    pass(Duration.ofMinutes(9));
    show(Duration.ofHours(1));
    pass(Duration.ofMinutes(30));
    assertThat(transport.closes).isEmpty();

    show(Duration.ofSeconds(10));
    pass(Duration.ofSeconds(9));
    assertThat(transport.closes).isEmpty();
    pass(Duration.ofSeconds(1));
    settle();

    assertThat(told()).as("it knew when it showed it").isEmpty();
    assertThat(transport.closes).containsExactly(DisconnectReason.TOKEN_EXPIRED);
  }

  @Test
  void proofWithoutEnd_takesTheOthersPlace() {
    show(Duration.ofSeconds(40));
    connection.setIdentity(Identity.provedWith(Set.of()));
    expiry.watch(connection);

    pass(Duration.ofHours(1));
    settle();

    assertThat(told()).isEmpty();
    assertThat(transport.closes).isEmpty();
  }

  @Test
  void proofsThatAreShownAgainAndAgain_leaveOneTimer() {
    for (int i = 0; i < 10_000; i++) {
      show(Duration.ofHours(i % 2 == 0 ? 24 : 25));
    }
    assertThat(timers.waiting()).isEqualTo(1);
    pass(Duration.ofHours(1));
    assertThat(timers.waiting()).isEqualTo(1);
  }

  private void show(Duration time) {
    connection.setIdentity(
        new Identity(true, Set.of(), Map.of(), START.plus(passed).plus(time), null, null));
    expiry.watch(connection);
  }

  private void pass(Duration time) {
    Duration end = passed.plus(time);
    while (passed.compareTo(end) < 0) {
      Duration left = end.minus(passed);
      passed = passed.plus(left.compareTo(Timers.RESOLUTION) < 0 ? left : Timers.RESOLUTION);
      timers.runDue();
    }
  }

  private List<String> told() {
    settle();
    return transport.messages();
  }

  private void settle() {
    TestCluster.settle(connection);
  }
}
