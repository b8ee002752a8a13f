package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchesTest {
  private final TestCluster cluster = new TestCluster(Map.of());
  private final TestCluster.Node a = cluster.newNode();
  private final TestCluster.Node b = cluster.newNode();
  private final Witness witness = new Witness();

  @AfterEach
  void stop() {
    cluster.close();
  }

  private static final class Witness implements Watches.Listener {
    final List<Sighting> seen = new CopyOnWriteArrayList<>();
    volatile boolean over;

    @Override
    public void saw(Sighting sighting) {
      seen.add(sighting);
    }

    @Override
    public void ended() {
      over = true;
    }

    List<String> kinds() {
      return seen.stream().map(one -> one.kind().slug()).toList();
    }
  }

  @Test
  void user_isSeenOnAllNodes_comingSpeakingAndGoing() {
    a.gateway.app("shop").watchUser("ann", witness);
    TestCluster.Client ann = b.connect("shop", "ann");
    TestCluster.Client bob = b.connect("shop", "bob");
    ann.join("news");
    bob.join("news");
    b.publish(b.gateway.toUser("shop", "ann"), "one");
    ann.settle();
    a.publish(a.gateway.toTopic("shop", "news"), "two");
    ann.settle();
    a.publish(a.gateway.toConnection("shop", ann.id()), "three");
    ann.settle();
    a.publish(a.gateway.toAll("shop"), "four");
    ann.settle();
    ann.leave("news");
    ann.disconnect();
    b.connect("other", "ann");

    assertThat(witness.kinds())
        .containsExactly(
            "connected",
            "bound",
            "joined",
            "pushed",
            "delivered",
            "delivered",
            "delivered",
            "delivered",
            "left",
            "closed");
    assertThat(witness.seen).extracting(Sighting::node).containsOnly(b.number());
    assertThat(witness.seen).extracting(Sighting::user).containsOnly("ann");
    assertThat(witness.seen.subList(4, 8))
        .extracting(Sighting::text)
        .containsExactly("one", "two", "three", "four");
    assertThat(witness.seen.get(5).topic()).isEqualTo("news");
    assertThat(witness.seen.get(5).connection()).isEqualTo(ann.id());
    assertThat(witness.seen.get(9).reason()).isEqualTo("1000");
  }

  @Test
  void topic_isSeenWithACountPerNode() {
    for (TestCluster.Node node : List.of(a, b)) {
      for (int i = 0; i < 5; i++) {
        node.connect("shop", "user" + i).join("news");
      }
    }
    b.gateway.app("shop").watchTopic("news", witness);
    TestCluster.Client late = a.connect("shop", "late");
    late.join("news");
    a.publish(a.gateway.toTopic("shop", "news"), "x".repeat(5_000));
    settle();
    b.publish(b.gateway.toTopic("shop", "olds"), "nobody looks");
    late.disconnect();

    assertThat(witness.kinds()).startsWith("joined", "pushed").endsWith("closed").hasSize(5);
    List<Sighting> delivered = new ArrayList<>(witness.seen.subList(2, 4));
    assertThat(delivered).extracting(Sighting::kind).containsOnly(Sighting.Kind.DELIVERED);
    assertThat(delivered)
        .extracting(one -> one.node() + ": " + one.count())
        .containsExactlyInAnyOrder(a.number() + ": 6", b.number() + ": 5");
    assertThat(delivered).allSatisfy(one -> assertThat(one.text()).hasSize(Sighting.MAX_TEXT));
    assertThat(delivered).extracting(Sighting::bytes).containsOnly(5_000L);
    assertThat(witness.seen.get(4).topic()).isEqualTo("news");
  }

  private void settle() {
    for (TestCluster.Node node : List.of(a, b)) {
      node.directory.connections().forEach(TestCluster::settle);
    }
  }

  @Test
  void excluded_andThoseWhoCannotBeWritten_areNotSeen() {
    TestCluster.Client ann = a.connect("shop", "ann");
    a.gateway.app("shop").watchUser("ann", witness);
    a.gateway.publish(
        a.gateway.toAll("shop"), Payload.text("x"), PublishOptions.NONE.exceptUser("ann"));
    a.gateway.publish(a.gateway.toAll("shop"), Payload.binary(new byte[3]), PublishOptions.NONE);
    ann.settle();
    assertThat(witness.seen).isEmpty();

    ann.connection.outbox().close(DisconnectReason.IDLE);
    a.publish(a.gateway.toUser("shop", "ann"), "too late");
    assertThat(witness.kinds()).containsExactly("closed", "pushed");
    assertThat(witness.seen.get(0).reason()).startsWith("4004 nothing was heard");
  }

  @Test
  void refusal_isSeen() {
    TestCluster.Client ann = a.connect("shop", "ann");
    b.gateway.app("shop").watchUser("ann", witness);

    a.gateway.refuse(
        ann.connection,
        new GatewayException(ErrorCode.BAD_NAME, "The topic is empty"),
        Payload.text("no"));

    assertThat(witness.seen).hasSize(1);
    assertThat(witness.seen.get(0).reason()).isEqualTo("size: command: The topic is empty");
  }

  @Test
  void whoeverCloses_seesNoMore_andNobodyIsBothered() {
    Watches.Watch watch = a.gateway.app("shop").watchUser("ann", witness);
    assertThat(b.gateway.watches().lookout().isIdle()).isFalse();

    watch.close();
    watch.close();
    b.connect("shop", "ann");

    assertThat(witness.seen).isEmpty();
    assertThat(a.gateway.watches().size()).isZero();
    for (TestCluster.Node node : List.of(a, b)) {
      assertThat(node.gateway.watches().lookout().isIdle()).isTrue();
    }
    cluster.pass(Duration.ofMinutes(1));
    int waiting = a.timers.waiting();
    cluster.pass(Duration.ofMinutes(1));
    assertThat(a.timers.waiting()).isLessThanOrEqualTo(waiting);
  }

  @Test
  void tooMany_areRefused_untilOneEnds() {
    Watches.Watch first = a.gateway.app("shop").watchUser("ann", witness);
    for (int i = 1; i < Watches.MAX; i++) {
      a.gateway.app("shop").watchTopic("t" + i, witness);
    }
    assertThatThrownBy(() -> a.gateway.app("shop").watchUser("bob", witness))
        .isInstanceOfSatisfying(
            GatewayException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.LIMIT));

    first.close();
    a.gateway.app("shop").watchUser("bob", witness);
  }

  @Test
  void nodeThatStops_endsItsWatches() {
    a.gateway.app("shop").watchUser("ann", witness);

    a.gateway.watches().stop();

    assertThat(witness.over).isTrue();
    assertThat(b.gateway.watches().lookout().isIdle()).isTrue();
    assertThatThrownBy(() -> a.gateway.app("shop").watchUser("ann", witness))
        .isInstanceOf(GatewayException.class);
  }

  @Test
  void watchOfANodeThatIsSilent_isForgotten() {
    long[] now = {0};
    Lookout lookout =
        new Lookout(new Ids(3), a.directory, () -> now[0], (node, watch, sighting) -> {});
    Map<Long, Destination> targets = Map.of(1L, new Destination.OfUser("shop", "ann"));
    lookout.watches(9, targets);
    now[0] = Lookout.PATIENCE.toNanos();
    lookout.tick();
    assertThat(lookout.isIdle()).isFalse();
    lookout.watches(9, targets);
    now[0] += Lookout.PATIENCE.toNanos();
    lookout.tick();
    assertThat(lookout.isIdle()).isFalse();

    now[0]++;
    lookout.tick();

    assertThat(lookout.isIdle()).isTrue();
  }
}
