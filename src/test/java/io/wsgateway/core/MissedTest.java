package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node counts what other nodes published to its clients and it never heard. */
class MissedTest {
  private static final Destination.OfUser BOB = new Destination.OfUser("chat", "bob");

  private final TestCluster cluster = new TestCluster(Map.of());
  private final TestCluster.Node a = cluster.newNode();
  private final TestCluster.Node b = cluster.newNode();
  private final TestCluster.Node c = cluster.newNode();

  @AfterEach
  void close() {
    cluster.close();
  }

  private long missedByB() {
    return b.counters.drops(Counters.Drop.MISSED);
  }

  @Test
  void whatANodeDoesNotHear_isCounted_whenItHearsTheNext() {
    TestCluster.Client bob = b.connect("chat", "bob");
    a.publish(BOB, "1");
    c.publish(BOB, "c1");
    b.interests.remove(BOB);
    a.publish(BOB, "2");
    a.publish(BOB, "3");
    b.interests.add(BOB);
    assertThat(missedByB()).isZero();

    c.publish(BOB, "c2");
    assertThat(missedByB()).as("nothing of c's").isZero();
    a.publish(BOB, "4");
    a.publish(BOB, "5");

    assertThat(missedByB()).isEqualTo(2);
    assertThat(bob.messages()).containsExactly("1", "c1", "c2", "4", "5");
  }

  @Test
  void whatWasPublishedBeforeTheFirstThatCame_isNobodysLoss() {
    a.publish(BOB, "1");
    TestCluster.Client bob = b.connect("chat", "bob");
    a.publish(BOB, "2");
    bob.disconnect();
    a.publish(BOB, "3");
    b.connect("chat", "bob");
    a.publish(BOB, "4");
    assertThat(missedByB()).isZero();
  }

  @Test
  void otherDestinations_doNotMatter() {
    b.connect("chat", "bob");
    a.publish(BOB, "1");
    a.publish(new Destination.OfUser("chat", "eve"), "x");
    a.publish(new Destination.OfUser("other", "bob"), "x");
    a.publish(BOB, "2");
    assertThat(missedByB()).isZero();
  }

  @Test
  void whatIsForOneConnection_hasNoNumber() {
    TestCluster.Client bob = b.connect("chat", "bob");
    Destination.OfConnection one = new Destination.OfConnection("chat", bob.connection.id());
    a.publish(one, "1");
    c.publish(one, "2");
    a.publish(one, "3");
    assertThat(missedByB()).isZero();
    assertThat(bob.messages()).containsExactly("1", "2", "3");
  }

  @Test
  void aSenderThatBeginsAnew_isNotTakenForALoss() {
    b.connect("chat", "bob");
    for (long number : new long[] {5, 6, 1, 2}) {
      Publication publication =
          new Publication(number, BOB, Payload.text("x"), PublishOptions.NONE, 0);
      b.gateway.receive(
          Envelope.encode(a.number(), new NodeMessage.Published(publication, number)));
    }
    assertThat(missedByB()).isZero();
  }
}
