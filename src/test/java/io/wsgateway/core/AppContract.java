package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every function of {@link App}, called on one node about connections of the same or of another:
 * subclasses say which.
 */
abstract class AppContract {
  private final TestCluster cluster = new TestCluster(Map.of("gateway.info.max-size", "64"));
  private TestCluster.Node here;
  private TestCluster.Node there;
  private App app;

  /** The node that connections are on, in a cluster whose first node is asked. */
  abstract TestCluster.Node nodeOfConnections(TestCluster cluster, TestCluster.Node asked);

  @BeforeEach
  void start() {
    here = cluster.newNode();
    there = nodeOfConnections(cluster, here);
    cluster.introduceAll();
    app = here.gateway.app("chat");
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void sends_reachWhomTheyAreFor() {
    TestCluster.Client ann = there.connect("chat", "ann");
    TestCluster.Client bob = there.connect("chat", "bob");
    TestCluster.Client guest = there.connectTo("chat");
    TestCluster.Client stranger = there.connect("shop", "ann");
    there.gateway.join(guest.connection, "news");

    app.sendToAll("all");
    app.sendToUser("ann", "user");
    app.sendToTopic("news", "topic");
    app.sendToConnection(bob.connection.id(), "connection");

    assertThat(ann.messages()).containsExactly("all", "user");
    assertThat(bob.messages()).containsExactly("all", "connection");
    assertThat(guest.messages()).containsExactly("all", "topic");
    assertThat(stranger.messages()).isEmpty();
  }

  @Test
  void sends_toSeveral_reachEachWithoutTheExcluded() {
    TestCluster.Client ann = there.connect("chat", "ann");
    TestCluster.Client bob = there.connect("chat", "bob");
    there.gateway.join(ann.connection, "news");
    there.gateway.join(bob.connection, "sports");
    Payload text = Payload.text("x");

    app.sendToUsers(List.of("ann", "bob", "nobody"), text, PublishOptions.NONE);
    app.sendToTopics(List.of("news", "sports"), text, PublishOptions.NONE.exceptUser("ann"));
    app.sendToConnections(
        List.of(ann.connection.id(), bob.connection.id()),
        text,
        PublishOptions.NONE.except(bob.connection.id()));

    assertThat(ann.messages()).hasSize(2);
    assertThat(bob.messages()).hasSize(2);
  }

  @Test
  void sends_toSeveral_oneOfThemWithABadName_reachNobody() {
    TestCluster.Client ann = there.connect("chat", "ann");

    assertThatThrownBy(
            () -> app.sendToUsers(List.of("ann", ""), Payload.text("x"), PublishOptions.NONE))
        .isInstanceOf(GatewayException.class);
    assertThat(ann.messages()).isEmpty();
  }

  @Test
  void bind_andUnbind_sayWhoIsBehindAConnection() {
    TestCluster.Client guest = there.connectTo("chat");
    long id = guest.connection.id();

    assertThat(value(app.userOf(id))).isEmpty();
    assertThat(value(app.bind(id, "ann"))).isTrue();
    assertThat(value(app.userOf(id))).contains("ann");
    assertThat(value(app.isUserOnline("ann"))).isTrue();
    assertThat(value(app.connectionsOf("ann"))).containsExactly(id);

    assertThat(value(app.bind(id, "eve"))).isTrue();
    assertThat(value(app.isUserOnline("ann"))).isFalse();
    assertThat(value(app.isUserOnline("eve"))).isTrue();

    assertThat(value(app.unbind(id))).isTrue();
    assertThat(value(app.userOf(id))).isEmpty();
    assertThat(value(app.isUserOnline("eve"))).isFalse();
    app.sendToUser("eve", "x");
    assertThat(guest.messages()).isEmpty();
  }

  @Test
  void unbound_connection_keepsItsAppAndItsTopics() {
    TestCluster.Client guest = there.connectTo("chat");
    value(app.bind(guest.connection.id(), "ann"));
    value(app.join(guest.connection.id(), "news"));
    value(app.unbind(guest.connection.id()));

    app.sendToAll("all");
    app.sendToTopic("news", "topic");

    assertThat(guest.messages()).containsExactly("all", "topic");
  }

  @Test
  void join_andLeave_areTheConnectionsOwn() {
    TestCluster.Client one = there.connect("chat", "ann");
    TestCluster.Client two = there.connect("chat", "ann");
    long id = one.connection.id();

    assertThat(value(app.join(id, "news"))).isTrue();
    assertThat(value(app.join(id, "news"))).isTrue();
    app.sendToTopic("news", "in");
    assertThat(value(app.leave(id, "news"))).isTrue();
    assertThat(value(app.leave(id, "news"))).isFalse();
    app.sendToTopic("news", "out");

    assertThat(one.messages()).containsExactly("in");
    assertThat(two.messages()).isEmpty();
  }

  @Test
  void joinUser_andLeaveUser_areForAllConnections_alsoLaterOnes() {
    TestCluster.Client one = there.connect("chat", "ann");
    app.joinUser("ann", "news").toCompletableFuture().join();
    TestCluster.Client two = there.connect("chat", "ann");

    app.sendToTopic("news", "in");
    app.leaveUser("ann", "news").toCompletableFuture().join();
    app.sendToTopic("news", "out");

    assertThat(one.messages()).containsExactly("in");
    assertThat(two.messages()).containsExactly("in");
  }

  @Test
  void connection_thatJoinedLikeItsUser_staysInUntilBothHaveLeft() {
    TestCluster.Client ann = there.connect("chat", "ann");
    long id = ann.connection.id();
    app.joinUser("ann", "news").toCompletableFuture().join();
    value(app.join(id, "news"));

    app.leaveUser("ann", "news").toCompletableFuture().join();
    app.sendToTopic("news", "own");
    app.joinUser("ann", "news").toCompletableFuture().join();
    value(app.leave(id, "news"));
    app.sendToTopic("news", "user's");
    app.leaveUser("ann", "news").toCompletableFuture().join();
    app.sendToTopic("news", "none");

    assertThat(ann.messages()).containsExactly("own", "user's");
  }

  @Test
  void disband_hasConnectionsAndUsersLeave() {
    TestCluster.Client ann = there.connect("chat", "ann");
    TestCluster.Client guest = there.connectTo("chat");
    app.joinUser("ann", "news").toCompletableFuture().join();
    app.joinUser("offline", "news").toCompletableFuture().join();
    value(app.join(guest.connection.id(), "news"));

    assertThat(value(app.disband("news"))).isEqualTo(2);

    app.sendToTopic("news", "x");
    assertThat(ann.messages()).isEmpty();
    assertThat(guest.messages()).isEmpty();
    assertThat(value(app.countUsersIn("news"))).isZero();
  }

  @Test
  void counts_areOfDifferentOnes() {
    TestCluster.Client one = there.connect("chat", "ann");
    here.connect("chat", "ann");
    TestCluster.Client guest = there.connectTo("chat");
    there.connect("shop", "ann");
    value(app.join(one.connection.id(), "news"));
    value(app.join(guest.connection.id(), "news"));
    app.joinUser("offline", "news").toCompletableFuture().join();

    assertThat(value(app.countConnections())).isEqualTo(3);
    assertThat(value(app.countConnections("text"))).isEqualTo(3);
    assertThat(value(app.countConnections("other"))).isZero();
    assertThat(value(app.countUsers())).isEqualTo(1);
    assertThat(value(app.countTopics())).isEqualTo(1);
    assertThat(value(app.countConnectionsIn("news"))).isEqualTo(2);
    assertThat(value(app.countUsersIn("news"))).isEqualTo(2);
  }

  @Test
  void lists_areSortedAndPaged() {
    for (String user : List.of("d", "b", "a", "c")) {
      TestCluster.Client client = there.connect("chat", user);
      value(app.join(client.connection.id(), "t-" + user));
      value(app.join(client.connection.id(), "all"));
    }
    app.joinUser("e", "all").toCompletableFuture().join();

    Slice<String> first = value(app.users(new Page(3, null)));
    Slice<String> second = value(app.users(new Page(3, first.next())));
    assertThat(first.items()).containsExactly("a", "b", "c");
    assertThat(second).isEqualTo(new Slice<>(List.of("d"), null));
    assertThat(value(app.usersIn("all", new Page(10, "b"))).items()).containsExactly("c", "d", "e");

    Slice<TopicCount> topics = value(app.topics(new Page(2, null)));
    assertThat(topics.items()).containsExactly(new TopicCount("all", 4), new TopicCount("t-a", 1));
    assertThat(value(app.topics(new Page(9, topics.next()))).items()).hasSize(3);

    Slice<Long> ids = value(app.connections(new Page(3, null)));
    Slice<Long> rest = value(app.connectionsIn("all", new Page(3, ids.next())));
    assertThat(ids.items()).isSorted().hasSize(3);
    assertThat(rest.items()).hasSize(1).doesNotContainAnyElementsOf(ids.items());
    assertThat(rest.next()).isNull();
  }

  @Test
  void close_isWithTheGivenCode() {
    TestCluster.Client one = there.connect("chat", "ann");
    TestCluster.Client two = there.connect("chat", "bob");
    TestCluster.Client three = there.connect("chat", "bob");

    assertThat(value(app.close(one.connection.id(), 4100, "bye"))).isTrue();
    assertThat(value(app.closeUser("bob", 1008, ""))).isEqualTo(2);
    one.settle();
    two.settle();
    three.settle();

    assertThat(one.transport.closes)
        .singleElement()
        .satisfies(reason -> assertThat(reason.code()).isEqualTo(4100))
        .satisfies(reason -> assertThat(reason.text()).isEqualTo("bye"));
    assertThat(two.transport.closes).hasSize(1);
    assertThat(three.transport.closes).hasSize(1);
    assertThat(value(app.isConnected(one.connection.id()))).isFalse();
  }

  @Test
  void close_ofAClientThatDoesNotRead_isOnceItsTimeIsUp() {
    TestCluster.Client ann = there.connect("chat", "ann");
    ann.transport.stall();
    app.sendToUser("ann", "never read");
    ann.settle();

    assertThat(value(app.close(ann.id(), 4100, "bye"))).isTrue();
    ann.settle();
    assertThat(ann.transport.closes).isEmpty();
    cluster.pass(Gateway.CLOSE_PATIENCE);

    assertThat(ann.transport.closes).hasSize(1);
    assertThat(value(app.isConnected(ann.id()))).isFalse();
  }

  @Test
  void close_withACodeThatIsNotForApplications_isRefused() {
    assertThatThrownBy(() -> app.close(1, 1006, "")).hasMessageContaining("3000 to 4999");
    assertThatThrownBy(() -> app.close(1, 4000, "x".repeat(124))).hasMessageContaining("123");
  }

  @Test
  void connectionThatChangesItsApp_leavesTheTopicsOfTheOldOne() {
    TestCluster.Client ann = there.connect("chat", "ann");
    TestCluster.Client bob = there.connect("chat", "bob");
    value(app.join(ann.id(), "vip"));
    value(app.join(bob.id(), "vip"));

    there.gateway.bind(ann.connection, "shop", "ann", Identity.CLAIMED);
    app.sendToTopic("vip", "x");

    assertThat(ann.messages()).isEmpty();
    assertThat(bob.messages()).containsExactly("x");
    assertThat(value(app.disband("vip"))).isEqualTo(1);
    assertThat(value(app.countConnectionsIn("vip"))).isZero();
  }

  @Test
  void info_isReplacedAndMerged() {
    long id = there.connectTo("chat").connection.id();

    assertThat(value(app.info(id))).isEmpty();
    assertThat(value(app.setInfo(id, Map.of("a", "1", "b", "2")))).isTrue();
    assertThat(value(app.mergeInfo(id, Map.of("b", "3", "c", "4")))).isTrue();
    assertThat(value(app.info(id))).isEqualTo(Map.of("a", "1", "b", "3", "c", "4"));
    assertThat(value(app.setInfo(id, Map.of("d", "5")))).isTrue();
    assertThat(value(app.info(id))).isEqualTo(Map.of("d", "5"));
  }

  @Test
  void info_thatIsTooLarge_isRefusedAndChangesNothing() {
    long id = there.connectTo("chat").connection.id();
    value(app.setInfo(id, Map.of("a", "1")));

    assertThatThrownBy(() -> value(app.mergeInfo(id, Map.of("b", "x".repeat(64)))))
        .hasRootCauseInstanceOf(GatewayException.class)
        .hasMessageContaining("gateway.info.max-size");
    assertThat(value(app.info(id))).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void unknownOnes_areAnsweredWithNothing() {
    TestCluster.Client stranger = there.connect("shop", "ann");
    for (long id : new long[] {0, 5, -1, there.number() * (1L << 32) + 999, stranger.id()}) {
      assertThat(value(app.isConnected(id))).isFalse();
      assertThat(value(app.userOf(id))).isEmpty();
      assertThat(value(app.bind(id, "ann"))).isFalse();
      assertThat(value(app.unbind(id))).isFalse();
      assertThat(value(app.join(id, "news"))).isFalse();
      assertThat(value(app.leave(id, "news"))).isFalse();
      assertThat(value(app.close(id, 1000, ""))).isFalse();
      assertThat(value(app.info(id))).isEmpty();
      assertThat(value(app.setInfo(id, Map.of("a", "1")))).isFalse();
      assertThat(value(app.mergeInfo(id, Map.of("a", "1")))).isFalse();
      app.sendToConnection(id, "x");
    }
    assertThat(value(app.isUserOnline("ann"))).isFalse();
    assertThat(value(app.connectionsOf("ann"))).isEmpty();
    assertThat(value(app.closeUser("ann", 1000, ""))).isZero();
    assertThat(value(app.disband("news"))).isZero();
    assertThat(value(app.countConnectionsIn("news"))).isZero();
    assertThat(value(app.usersIn("news", Page.FIRST)).items()).isEmpty();
    assertThat(stranger.messages()).isEmpty();
    assertThat(stranger.transport.closes).isEmpty();
  }

  @Test
  void schedule_publishesWhenItIsDue_unlessCancelled() {
    TestCluster.Client ann = there.connect("chat", "ann");
    Destination toAnn = here.gateway.toUser("chat", "ann");
    Instant due = Instant.now().plusSeconds(60);

    DelayedPush kept = answer(app.schedule(toAnn, Payload.text("x"), PublishOptions.NONE, due));
    DelayedPush cancelled =
        answer(app.schedule(toAnn, Payload.text("y"), PublishOptions.NONE, Duration.ofMinutes(1)));

    assertThat(answer(app.scheduled(kept.id()))).contains(kept);
    assertThat(answer(app.cancel(cancelled.id()))).isTrue();
    assertThat(answer(app.cancel(cancelled.id()))).isFalse();
    assertThat(ann.messages()).isEmpty();
    here.doScheduled();
    assertThat(ann.messages()).containsExactly("x");
  }

  @Test
  void schedule_beyondWhatIsAllowed_isRefused() {
    Destination toAnn = here.gateway.toUser("chat", "ann");
    Destination elsewhere = here.gateway.toUser("shop", "ann");
    Payload text = Payload.text("x");

    assertThatThrownBy(() -> app.schedule(toAnn, text, PublishOptions.NONE, Duration.ofDays(31)))
        .hasMessageContaining("gateway.schedules.max-delay");
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
    assertThatThrownBy(() -> app.schedule(toAnn, text, PublishOptions.NONE, endless))
        .hasMessageContaining("gateway.schedules.max-delay");
    assertThatThrownBy(() -> app.schedule(elsewhere, text, PublishOptions.NONE, Duration.ZERO))
        .isInstanceOf(GatewayException.class);
  }

  @Test
  void answers_nameNobodyMissing_whenAllAnswer() {
    assertThat(answer(app.countUsers()).missing()).isEqualTo(Set.of());
  }

  private static <T> T value(CompletionStage<ClusterAnswer<T>> stage) {
    return answer(stage).value();
  }

  private static <T> T answer(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
