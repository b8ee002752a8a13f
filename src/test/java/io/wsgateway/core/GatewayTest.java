package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayTest {
  private final TestCluster cluster =
      new TestCluster(
          Map.of(
              "gateway.message.max-size", "1k",
              "gateway.apps", "single,chat",
              "gateway.app.single.user-connections", "latest"));
  private final TestCluster.Node a = cluster.newNode();
  private final TestCluster.Node b = cluster.newNode();

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void publish_toUser_reachesAllItsConnectionsOnAllNodes_andNobodyElse() {
    TestCluster.Client first = a.connect("chat", "bob");
    TestCluster.Client second = a.connect("chat", "bob");
    TestCluster.Client remote = b.connect("chat", "bob");
    TestCluster.Client other = a.connect("chat", "eve");
    TestCluster.Client otherApp = a.connect("shop", "bob");

    Receipt receipt = a.publish(a.gateway.toUser("chat", "bob"), "hi");

    assertThat(first.messages()).containsExactly("hi");
    assertThat(second.messages()).containsExactly("hi");
    assertThat(remote.messages()).containsExactly("hi");
    assertThat(other.messages()).isEmpty();
    assertThat(otherApp.messages()).isEmpty();
    assertThat(receipt.localConnections()).isEqualTo(2);
    assertThat(receipt.others()).isEqualTo(new Receipt.Reach(1, Receipt.Trust.EXACT, false));
  }

  @Test
  void publish_toTopic_reachesMembers_fromWhateverNodeTheyJoined() {
    TestCluster.Client bobA = a.connect("chat", "bob");
    TestCluster.Client bobB = b.connect("chat", "bob");
    bobA.join("news");

    b.publish(b.gateway.toTopic("chat", "news"), "1");
    bobB.leave("news");
    b.publish(b.gateway.toTopic("chat", "news"), "2");

    assertThat(bobA.messages()).containsExactly("1");
    assertThat(bobB.messages()).containsExactly("1");
  }

  @Test
  void publish_toAll_reachesTheAppOnly() {
    TestCluster.Client chat = a.connect("chat", "bob");
    TestCluster.Client unbound = a.connect();
    TestCluster.Client moved = a.connect("chat", "eve");
    a.gateway.bind(moved.connection, "shop", "eve", Identity.CLAIMED);

    b.publish(new Destination.OfAll("chat"), "x");

    assertThat(chat.messages()).containsExactly("x");
    assertThat(unbound.messages()).isEmpty();
    assertThat(moved.messages()).isEmpty();
  }

  @Test
  void publish_toConnection_goesToItsNode_andStaysInItsApp() {
    TestCluster.Client client = a.connect("chat", "bob");
    long id = client.connection.id();

    b.publish(new Destination.OfConnection("chat", id), "1");
    b.publish(new Destination.OfConnection("shop", id), "2");
    a.publish(new Destination.OfConnection("chat", id), "3");
    a.publish(new Destination.OfConnection("chat", id + 1), "4");

    assertThat(client.messages()).containsExactly("1", "3");
  }

  @Test
  void publish_keepsTheOrder_forSmallAndLargeAudiences() {
    List<TestCluster.Client> clients =
        IntStream.range(0, 50)
            .mapToObj(i -> (i % 2 == 0 ? a : b).connect("chat", "u" + i))
            .toList();
    clients.forEach(client -> client.join("news"));
    List<String> sent = IntStream.range(0, 500).mapToObj(Integer::toString).toList();

    sent.forEach(text -> a.publish(a.gateway.toTopic("chat", "news"), text));

    assertThat(clients)
        .allSatisfy(client -> assertThat(client.messages()).containsExactlyElementsOf(sent));
  }

  @Test
  void publish_doesNotReachExcludedConnections() {
    TestCluster.Client one = a.connect("chat", "bob");
    TestCluster.Client two = b.connect("chat", "bob");

    a.gateway.publish(
        a.gateway.toUser("chat", "bob"),
        Payload.text("x"),
        PublishOptions.NONE.from("eve").except(two.connection.id()));

    assertThat(one.messages()).containsExactly("x");
    assertThat(two.messages()).isEmpty();
  }

  @Test
  void publish_doesNotReachExcludedUsers() {
    TestCluster.Client bob = a.connect("chat", "bob");
    TestCluster.Client eve = b.connect("chat", "eve");

    a.gateway.publish(
        a.gateway.toAll("chat"), Payload.text("x"), PublishOptions.NONE.exceptUser("eve"));

    assertThat(bob.messages()).containsExactly("x");
    assertThat(eve.messages()).isEmpty();
  }

  @Test
  void publish_ofTooMuch_isRefused() {
    assertThatThrownBy(() -> a.publish(a.gateway.toUser("chat", "bob"), "x".repeat(1025)))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
  }

  @Test
  void publish_thatADialectCannotExpress_isCounted_andTheNextOneArrives() {
    TestCluster.Client client = a.connect("chat", "bob");
    Destination bob = a.gateway.toUser("chat", "bob");

    a.gateway.publish(bob, Payload.binary(new byte[3]), PublishOptions.NONE);
    a.publish(bob, "text");

    assertThat(client.messages()).containsExactly("text");
    assertThat(a.counters.drops(Counters.Drop.NOT_ENCODABLE)).isEqualTo(1);
  }

  @Test
  void latest_onlyTheNewestConnectionReceives_onWhateverNode() {
    TestCluster.Client oldest = a.connect("single", "bob");
    oldest.join("news");
    TestCluster.Client older = a.connect("single", "bob");
    Destination bob = a.gateway.toUser("single", "bob");
    a.publish(bob, "1");
    TestCluster.Client newest = b.connect("single", "bob");
    a.publish(bob, "2");
    a.publish(a.gateway.toTopic("single", "news"), "3");
    assertThat(older.messages()).containsExactly("1");
    older.disconnect();
    a.gateway.bind(oldest.connection, "single", "eve", Identity.CLAIMED);
    a.publish(bob, "4");

    assertThat(oldest.messages()).isEmpty();
    assertThat(older.messages()).containsExactly("1");
    assertThat(newest.messages()).containsExactly("2", "3", "4");
    assertThat(oldest.transport.closes).isEmpty();
  }

  @Test
  void latest_registeringAgain_takesBack() {
    TestCluster.Client first = a.connect("single", "bob");
    TestCluster.Client second = b.connect("single", "bob");

    a.gateway.bind(first.connection, "single", "bob", Identity.CLAIMED);
    a.publish(a.gateway.toUser("single", "bob"), "x");

    assertThat(first.messages()).containsExactly("x");
    assertThat(second.messages()).isEmpty();
  }

  @Test
  void interest_followsTheConnections_andNothingStaysBehind() {
    TestCluster.Client client = a.connect("chat", "bob");
    client.join("news");
    TestCluster.Client twin = a.connect("chat", "bob");
    assertThat(a.interests)
        .containsExactlyInAnyOrder(
            new Destination.OfUser("chat", "bob"),
            new Destination.OfTopic("chat", "news"),
            new Destination.OfAll("chat"));

    client.disconnect();
    assertThat(a.interests).hasSize(3);
    twin.disconnect();
    twin.disconnect();

    assertThat(a.interests).isEmpty();
    assertThat(a.directory.connections()).isEmpty();
    assertThat(a.directory.users()).isEmpty();
  }

  @Test
  void bind_afterTheConnectionIsGone_leavesNothingBehind() {
    TestCluster.Client client = a.connect();
    client.disconnect();

    a.gateway.bind(client.connection, "chat", "bob", Identity.CLAIMED);

    assertThat(a.interests).isEmpty();
    assertThat(a.directory.users()).isEmpty();
  }

  @Test
  void events_tellAConnectionsLife_inOrder() {
    TestCluster.Client client = a.connect();
    a.gateway.bind(client.connection, "chat", "bob", Identity.CLAIMED);
    client.join("news");
    client.leave("news");
    client.disconnect();

    assertThat(a.events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Connected", "Bound", "Joined", "Left", "Closed");
    assertThat(a.events.get(0).origin().user()).isNull();
    assertThat(a.events.get(4).origin().user()).isEqualTo("bob");
    assertThat(((ConnectionEvent.Closed) a.events.get(4)).code()).isEqualTo(1000);
  }

  @Test
  void receive_ofWhatNobodyKnows_isCountedAndHarmsNothing() {
    TestCluster.Client client = a.connect("chat", "bob");
    byte[] future =
        Envelope.encode(2, new NodeMessage.Joined(new Destination.OfTopic("chat", "t"), "bob"));
    future[0] = 9;

    a.gateway.receive(future);
    a.gateway.receive(new byte[0]);
    a.publish(a.gateway.toUser("chat", "bob"), "x");

    assertThat(a.counters.drops(Counters.Drop.UNKNOWN_ENVELOPE)).isEqualTo(2);
    assertThat(client.messages()).containsExactly("x");
  }
}
