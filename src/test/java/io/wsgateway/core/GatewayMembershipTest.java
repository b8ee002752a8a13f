package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Users in topics: what the nodes believe and what the store knows. */
class GatewayMembershipTest {
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
  void membership_survivesAReconnect_alsoOnAnotherNode() {
    TestCluster.Client before = a.connect("chat", "bob");
    before.join("news");
    before.disconnect();

    TestCluster.Client after = b.connect("chat", "bob");
    a.publish(a.gateway.toTopic("chat", "news"), "x");

    assertThat(after.messages()).containsExactly("x");
    assertThat(before.messages()).isEmpty();
  }

  @Test
  void leave_beforeTheStoreHasSaidWhatItKnew_isNotUndoneByItsAnswer() {
    TestCluster.Client before = a.connect("chat", "bob");
    before.join("news");
    before.disconnect();
    cluster.holdAnswers();
    TestCluster.Client client = a.connect("chat", "bob");
    a.gateway.leave(client.connection, "chat", "bob", "news");

    cluster.answerAll();
    a.publish(a.gateway.toTopic("chat", "news"), "x");

    assertThat(client.messages()).isEmpty();
  }

  @Test
  void join_whileTheStoreIsAsked_isInAtOnceAndStays() {
    TestCluster.Client client = a.connect("chat", "bob");
    cluster.holdAnswers();
    a.gateway.upkeep().goThroughAll(false);
    a.gateway.join(client.connection, "chat", "bob", "news");
    a.publish(a.gateway.toTopic("chat", "news"), "1");

    cluster.answerAll();
    a.publish(a.gateway.toTopic("chat", "news"), "2");

    assertThat(client.messages()).containsExactly("1", "2");
  }

  @Test
  void upkeep_leavesWhatTheStoreNoLongerKnows() {
    TestCluster.Client client = a.connect("chat", "bob");
    client.join("news");
    cluster.forget(new Destination.OfTopic("chat", "news"), "bob");

    a.gateway.upkeep().goThroughAll(false);
    a.publish(a.gateway.toTopic("chat", "news"), "x");

    assertThat(client.messages()).isEmpty();
  }

  @Test
  void upkeep_silencesAnOlderConnectionThatMissedTheNewerOne() {
    TestCluster.Client older = a.connect("single", "bob");
    b.connect("single", "bob");
    a.directory.bind(older.connection, new Destination.OfUser("single", "bob"), 1);

    b.gateway.upkeep().goThroughAll(false);
    b.publish(b.gateway.toUser("single", "bob"), "x");

    assertThat(older.messages()).isEmpty();
  }

  @Test
  void join_beyondTheLimit_failsAndLeavesTheUserOut() {
    TestCluster.Client client = a.connect("chat", "bob");
    client.join("1");
    client.join("2");
    client.join("3");

    assertThatThrownBy(() -> client.join("4")).hasRootCauseInstanceOf(GatewayException.class);
    a.publish(a.gateway.toTopic("chat", "4"), "x");

    assertThat(client.messages()).isEmpty();
  }

  @Test
  void bind_ofAnotherUser_movesTheConnectionWithItsTopics() {
    TestCluster.Client client = a.connect("chat", "bob");
    client.join("news");

    a.gateway.bind(client.connection, "chat", "eve", Identity.CLAIMED);
    a.publish(a.gateway.toTopic("chat", "news"), "1");
    a.publish(a.gateway.toUser("chat", "bob"), "2");
    a.publish(a.gateway.toUser("chat", "eve"), "3");

    assertThat(client.messages()).containsExactly("3");
  }

  @Test
  void reconcile_learnsWhatWasJoinedWhileTheStoreWasAway() {
    TestCluster.Client client = a.connect("chat", "bob");
    cluster.remember(new Destination.OfTopic("chat", "news"), "bob");
    a.publish(a.gateway.toTopic("chat", "news"), "1");

    a.gateway.upkeep().goThroughAll(true);
    a.publish(a.gateway.toTopic("chat", "news"), "2");

    assertThat(client.messages()).containsExactly("2");
  }
}
