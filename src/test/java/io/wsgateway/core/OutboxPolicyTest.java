package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.config.OutboxConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of messages for which there is no room. */
class OutboxPolicyTest {
  private final Counters counters = new Counters();
  private final RecordingTransport transport = RecordingTransport.held();
  private final Lane lane = TestLanes.of(4, 10, counters);
  private final Outbox outbox = new Outbox(transport, lane);
  private final List<String> told = new ArrayList<>();

  @Test
  void dropOldest_makesRoomForWhatComes_andLeavesWhatIsInFlight() {
    having(OutboxConfig.Policy.DROP_OLDEST);
    publish("a", "b", "c", "d", "e", "f");

    writeAll();

    assertThat(transport.writes).containsExactly(List.of("a"), List.of("d", "e", "f"));
    assertThat(counters.drops(Counters.Drop.OLDEST)).isEqualTo(2);
    assertThat(told).containsExactly("OLDEST 1", "OLDEST 1");
    assertThat(transport.closes).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void dropOldest_byBytes_dropsAsManyAsAreNeeded() {
    having(OutboxConfig.Policy.DROP_OLDEST);
    publish("a", "bb", "ccc", "dddddd");

    writeAll();

    assertThat(transport.messages()).containsExactly("a", "ccc", "dddddd");
    assertThat(counters.drops(Counters.Drop.OLDEST)).isEqualTo(1);
  }

  @Test
  void dropOldest_whatWouldNotFitInAnyCase_isDroppedItself_andCostsTheOthersNothing() {
    having(OutboxConfig.Policy.DROP_OLDEST);
    publish("a", "b", "larger than all the room", "c");

    writeAll();

    assertThat(transport.messages()).containsExactly("a", "b", "c");
    assertThat(counters.drops(Counters.Drop.OLDEST)).isEqualTo(1);
    assertNothingIsLeft();
  }

  @Test
  void dropNewest_dropsWhatFindsNoRoom() {
    having(OutboxConfig.Policy.DROP_NEWEST);
    publish("a", "b", "c", "d", "e", "f");

    writeAll();

    assertThat(transport.messages()).containsExactly("a", "b", "c", "d");
    assertThat(counters.drops(Counters.Drop.NEWEST)).isEqualTo(2);
    publish("g");
    assertThat(transport.messages()).endsWith("g");
    assertThat(transport.closes).isEmpty();
  }

  @Test
  void answersAndPings_areNeverDropped_publicationsGiveWay() {
    having(OutboxConfig.Policy.DROP_OLDEST);
    publish("a");
    say("1");
    publish("b", "c", "d");
    say("2");

    writeAll();
    assertThat(transport.messages()).containsExactly("a", "1", "d", "2");

    having(OutboxConfig.Policy.DROP_NEWEST);
    publish("e");
    say("3");
    publish("f", "g", "h");
    say("4");
    writeAll();
    assertThat(transport.messages()).containsExactly("a", "1", "d", "2", "e", "3", "f", "4");
    assertNothingIsLeft();
  }

  @Test
  void whoAsksAndDoesNotRead_isClosed_whateverThePolicy() {
    having(OutboxConfig.Policy.DROP_OLDEST);
    publish("a", "b");

    say("1", "2", "3", "4");

    assertThat(transport.closes).containsExactly(DisconnectReason.SLOW_CONSUMER);
    // What was in flight, and the answers that waited; "b" had made room.
    assertThat(counters.drops(Counters.Drop.SLOW_CONSUMER)).isEqualTo(5);
    assertThat(counters.drops(Counters.Drop.OLDEST)).isEqualTo(1);
    assertNothingIsLeft();
  }

  @Test
  void closeWhenEmpty_writesWhatIsLeft() {
    having(OutboxConfig.Policy.DROP_OLDEST);
    publish("a", "b", "c", "d", "e");

    outbox.closeWhenEmpty(DisconnectReason.GOING_AWAY);
    writeAll();

    assertThat(transport.messages()).containsExactly("a", "c", "d", "e");
    assertThat(transport.closes).containsExactly(DisconnectReason.GOING_AWAY);
  }

  @Test
  void eachAppHasItsOwn_alsoAfterAReload_andItIsToldWhatWasDropped() {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "gateway.apps", "shop,chat",
                "gateway.outbox.max-messages", "4",
                "gateway.app.shop.outbox-policy", "drop-oldest"));
    try (TestCluster cluster = new TestCluster(settings)) {
      TestCluster.Node node = cluster.newNode();
      TestCluster.Client shop = node.connect("shop", "ann");
      TestCluster.Client chat = node.connect("chat", "ann");
      shop.transport.stall();
      chat.transport.stall();

      fill(node, "shop");
      fill(node, "chat");
      assertThat(shop.closes()).isEmpty();
      assertThat(chat.closes()).hasSize(1);
      assertThat(node.counters.drops(Counters.Drop.OLDEST)).isEqualTo(2);
      assertThat(node.gateway.audit().incidents().newest(one -> one.app().equals("shop"), 10))
          .extracting(Incident::reason)
          .containsExactly("oldest");

      settings.put("gateway.outbox.policy", "drop-newest");
      settings.remove("gateway.app.shop.outbox-policy");
      node.config.reload("ops");
      node.publish(node.gateway.toUser("shop", "ann"), "more");
      assertThat(shop.closes()).isEmpty();
      assertThat(node.counters.drops(Counters.Drop.NEWEST)).isEqualTo(1);
    }
  }

  private static void fill(TestCluster.Node node, String app) {
    for (int i = 0; i < 6; i++) {
      node.publish(node.gateway.toUser(app, "ann"), "" + i);
      node.directory.members(node.gateway.toUser(app, "ann")).forEach(TestCluster::settle);
    }
  }

  private void having(OutboxConfig.Policy policy) {
    outbox.setOwner(
        new Outbox.Owner() {
          @Override
          public void closed(DisconnectReason reason) {}

          @Override
          public void dropped(Counters.Drop why, int messages) {
            told.add(why + " " + messages);
          }

          @Override
          public OutboxConfig.Policy policy() {
            return policy;
          }
        });
  }

  private void publish(String... texts) {
    for (String text : texts) {
      outbox.add(Payload.text(text).acceptedAt(1));
      outbox.flush();
    }
  }

  private void say(String... texts) {
    for (String text : texts) {
      outbox.add(Payload.text(text));
      outbox.flush();
    }
  }

  private void writeAll() {
    while (outbox.messages() > 0) {
      transport.completeWrite();
    }
  }

  private void assertNothingIsLeft() {
    assertThat(outbox.messages()).isZero();
    assertThat(outbox.bytes()).isZero();
    assertThat(lane.held()).isZero();
  }
}
