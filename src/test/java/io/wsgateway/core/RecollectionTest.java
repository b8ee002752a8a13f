package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users in topics where no store is shared: each node remembers, and asks the others. */
class RecollectionTest {
  private final TestCluster cluster = TestCluster.withMemoriesOfTheirOwn();
  private final TestCluster.Node a = cluster.newNode();
  private final TestCluster.Node b = cluster.newNode();
  private final TestCluster.Node c = cluster.newNode();

  @BeforeEach
  void introduce() {
    cluster.introduceAll();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void userThatJoinedElsewhere_isInItsTopicsHere() {
    TestCluster.Client before = a.connect("chat", "bob");
    before.join("news");
    before.disconnect();

    assertThat(isInNews(b.connect("chat", "bob"))).isTrue();
  }

  @Test
  void whatANodeWasTold_outlivesTheNodeThatToldIt() {
    joinOn(a, "bob");
    b.connect("chat", "bob").disconnect();
    a.gateway.cluster().sayGoodbye();
    a.freeze();

    assertThat(isInNews(b.connect("chat", "bob"))).isTrue();
  }

  @Test
  void whatTheUsersOfANodeHaveJoined_outlivesThatNode() {
    a.gateway.upkeep().tick();
    a.connect("chat", "bob").join("news");
    a.freeze();

    TestCluster.Client onTheNext = b.connect("chat", "bob");
    TestCluster.Client onAnother = c.connect("chat", "bob");
    cluster.pass(Duration.ofSeconds(1));

    assertThat(isInNews(onTheNext)).isTrue();
    assertThat(isInNews(onAnother)).isTrue();
  }

  @Test
  void nodeThatRemembersForAnother_isReplacedWhenItGoes() {
    a.gateway.upkeep().tick();
    a.connect("chat", "bob").join("news");
    b.gateway.cluster().sayGoodbye();
    b.freeze();
    a.gateway.upkeep().tick();
    a.gateway.cluster().sayGoodbye();
    a.freeze();

    TestCluster.Client client = c.connect("chat", "bob");
    c.publish(c.gateway.toTopic("chat", "news"), "x");

    assertThat(client.messages()).containsExactly("x");
  }

  @Test
  void userThatIsConnectedElsewhere_isRememberedThereToo() {
    TestCluster.Client client = b.connect("chat", "bob");
    joinOn(a, "bob");
    a.gateway.cluster().sayGoodbye();
    a.freeze();
    assertThat(isInNews(client)).isTrue();
    client.disconnect();

    assertThat(isInNews(c.connect("chat", "bob"))).isTrue();
  }

  @Test
  void userThatLeft_isForgottenByAll() {
    joinOn(a, "bob");
    b.connect("chat", "bob").disconnect();

    c.gateway.leave(null, "chat", "bob", "news").toCompletableFuture().join();

    assertThat(isInNews(a.connect("chat", "bob"))).isFalse();
    assertThat(isInNews(b.connect("chat", "bob"))).isFalse();
    assertThat(isInNews(c.connect("chat", "bob"))).isFalse();
  }

  @Test
  void userThatLeavesWhileOthersAreAsked_isNotPutBack() {
    joinOn(a, "bob");
    c.freeze();
    TestCluster.Client client = b.connect("chat", "bob");
    a.gateway.leave(null, "chat", "bob", "news").toCompletableFuture().join();

    // Only now is the answer complete that the first node gave before.
    cluster.pass(Duration.ofSeconds(1));

    assertThat(isInNews(client)).isFalse();
  }

  @Test
  void nodeThatWasSilent_isAskedAgain() {
    joinOn(c, "bob");
    c.freeze();
    TestCluster.Client client = b.connect("chat", "bob");
    cluster.pass(Duration.ofSeconds(1));
    assertThat(isInNews(client)).isFalse();

    c.thaw();
    b.gateway.upkeep().tick();

    assertThat(isInNews(client)).isTrue();
  }

  @Test
  void nodeThatIsNew_isAskedAboutAllThatAreHere() {
    TestCluster.Client client = b.connect("chat", "bob");
    TestCluster.Node d = cluster.newNode();
    joinUnheard(d, "bob");
    assertThat(isInNews(client)).isFalse();

    d.gateway.cluster().announce();

    assertThat(isInNews(client)).isTrue();
  }

  @Test
  void brokerThatIsBack_allAreAskedAboutAllThatAreHere() {
    TestCluster.Client client = b.connect("chat", "bob");
    b.degrade(true);
    b.gateway.upkeep().tick();
    joinUnheard(a, "bob");

    b.degrade(false);
    b.gateway.upkeep().tick();

    assertThat(isInNews(client)).isTrue();
  }

  @Test
  void manyUsers_areAllAskedAbout() {
    IntStream.range(0, 1_000).forEach(i -> joinOn(a, "user" + i));
    TestCluster.Node d = cluster.newNode();
    var clients = IntStream.range(0, 1_000).mapToObj(i -> d.connect("chat", "user" + i)).toList();

    d.gateway.cluster().announce();

    assertThat(d.directory.audience(a.gateway.toTopic("chat", "news")).size()).isEqualTo(1_000);
    assertThat(isInNews(clients.get(999))).isTrue();
  }

  @Test
  void leaveThatNobodyCanHear_isCounted() {
    a.degrade(true);

    a.gateway.leave(null, "chat", "bob", "news").toCompletableFuture().join();

    assertThat(a.counters.drops(Counters.Drop.MEMBERSHIP)).isEqualTo(1);
  }

  @Test
  void members_areThoseThatAnyNodeRemembers() {
    joinOn(a, "bob");
    joinOn(b, "eve");

    assertThat(c.gateway.usersIn("chat", "news").toCompletableFuture().join())
        .map(String.class::cast)
        .containsExactlyInAnyOrder("bob", "eve");
  }

  private static void joinOn(TestCluster.Node node, String user) {
    node.gateway.join(null, "chat", user, "news").toCompletableFuture().join();
  }

  /** As if the word of it had been lost. */
  private static void joinUnheard(TestCluster.Node node, String user) {
    node.remember(new Destination.OfTopic("chat", "news"), user);
  }

  private boolean isInNews(TestCluster.Client client) {
    int before = client.messages().size();
    b.publish(b.gateway.toTopic("chat", "news"), "x");
    return client.messages().size() == before + 1;
  }
}
