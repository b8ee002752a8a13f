package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private final TestCluster cluster = new TestCluster(Map.of());
  private final TestCluster.Node node = cluster.newNode();
  private final Figures figures = node.gateway.figures();

  @AfterEach
  void stopNodes() {
    cluster.close();
  }

  @Test
  void crowd_countsByAppAndDialect() {
    node.connectTo("shop");
    node.connect("shop", "bob");
    node.connect("chat", "eve");
    node.connect();

    Crowd crowd = crowd(Set.of());

    assertThat(crowd.shares())
        .containsExactly(share(Crowd.NONE, 1), share("chat", 1), share("shop", 2));
    assertThat(crowd.connections()).isEqualTo(4);
  }

  @Test
  void crowd_ofManyApps_namesListedAndLargeOnes() {
    for (int i = 0; i < Crowd.MAX_APPS + 5; i++) {
      node.connect("app" + i, "bob");
    }
    node.connect("large", "bob");
    node.connect("large", "eve");
    node.connect("zoo", "bob");

    Crowd crowd = crowd(Set.of("zoo"));

    List<String> apps = crowd.shares().stream().map(Crowd.Share::app).toList();
    assertThat(apps).hasSize(Crowd.MAX_APPS + 1).contains("zoo", "large");
    assertThat(crowd.shares()).contains(share(Crowd.OTHERS, 7));
    assertThat(crowd.connections()).isEqualTo(Crowd.MAX_APPS + 8);
  }

  @Test
  void crowd_ofAppsThatComeAndGo_namesNoMoreInAll() {
    Set<String> known = new HashSet<>();
    List<TestCluster.Client> first = new ArrayList<>();
    for (int i = 0; i < Crowd.MAX_APPS; i++) {
      first.add(node.connect("early" + i, "bob"));
    }
    assertThat(crowd(Set.of(), known).shares()).hasSize(Crowd.MAX_APPS);
    first.forEach(client -> node.gateway.disconnected(client.connection, 1000, ""));
    node.connect("late", "bob");

    assertThat(crowd(Set.of(), known).shares()).containsExactly(share(Crowd.OTHERS, 1));
  }

  @Test
  void crowd_sumsWhatWaits() {
    TestCluster.Client bob = node.connect("shop", "bob");
    TestCluster.Client eve = node.connect("shop", "eve");
    bob.transport.stall();
    eve.transport.stall();
    node.publish(new Destination.OfUser("shop", "bob"), "12345");
    node.publish(new Destination.OfAll("shop"), "123");
    bob.settle();
    eve.settle();

    Crowd crowd = figures.crowd();

    assertThat(crowd.messages()).isEqualTo(3);
    assertThat(crowd.bytes()).isEqualTo(11);
    assertThat(crowd.largestBytes()).isEqualTo(8);
  }

  @Test
  void backlogAndStall_showALaneThatHangs() {
    TestCluster.Client client = node.connect("shop", "bob");
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch hanging = new CountDownLatch(1);
    assertThat(figures.backlog()).isZero();
    client
        .connection
        .lane()
        .enqueue(
            lane -> {
              atWork.countDown();
              awaitUninterruptibly(hanging);
            });
    // Nothing waits behind it: the lane has taken all there is.
    awaitUninterruptibly(atWork);
    Eventually.await("a stall", () -> figures.stall().toMillis() >= 20);

    node.publish(new Destination.OfUser("shop", "bob"), "hello");

    Eventually.await("a stall", () -> figures.stall().toMillis() >= 20);
    assertThat(figures.backlog()).isEqualTo(1);
    assertThat(figures.backlogLimit()).isGreaterThan(1);
    hanging.countDown();
    client.settle();
    assertThat(figures.stall()).isZero();
    assertThat(figures.backlog()).isZero();
  }

  @Test
  void counters_tellWhoCameAndWhoWent() {
    TestCluster.Client bob = node.connect("shop", "bob");
    TestCluster.Client eve = node.connect("shop", "eve");
    TestCluster.Client kim = node.connect("shop", "kim");
    node.gateway.disconnected(bob.connection, 1000, "");
    node.gateway.disconnected(eve.connection, 1006, "");
    node.gateway.close(kim.connection, DisconnectReason.IDLE);
    assertThat(kim.closes()).hasSize(1);

    assertThat(figures.counters().handshakes()).containsOnly(Map.entry("text", 3L));
    assertThat(figures.counters().closes())
        .contains(
            Map.entry(Counters.BY_CLIENT, 1L),
            Map.entry(Counters.BROKEN, 1L),
            Map.entry("idle", 1L));
  }

  @Test
  void counters_nameEveryReason() {
    assertThat(figures.counters().drops()).hasSize(Counters.Drop.values().length);
    assertThat(figures.counters().refusals()).hasSize(Refusal.values().length);
  }

  @Test
  void version_isThatOfTheBuild() {
    assertThat(figures.version()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  private Crowd crowd(Set<String> listed) {
    return crowd(listed, new HashSet<>());
  }

  private Crowd crowd(Set<String> listed, Set<String> known) {
    return Crowd.of(new ArrayList<>(node.directory.connections()), listed, known);
  }

  private static Crowd.Share share(String app, long connections) {
    return new Crowd.Share(app, TestCluster.TEXT.name(), connections);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
