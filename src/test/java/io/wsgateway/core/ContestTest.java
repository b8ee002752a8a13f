package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of a user's connections stay, on two nodes. */
class ContestTest {
  private final TestCluster cluster =
      new TestCluster(
          Map.of(
              "gateway.apps", "newest1,newest2,oldest1,oldest2,device",
              "gateway.app.newest1.user-connections", "newest:1",
              "gateway.app.newest2.user-connections", "newest:2",
              "gateway.app.oldest1.user-connections", "oldest:1",
              "gateway.app.oldest2.user-connections", "oldest:2",
              "gateway.app.device.user-connections", "device"));
  private TestCluster.Node a;
  private TestCluster.Node b;

  @BeforeEach
  void start() {
    a = cluster.newNode();
    b = cluster.newNode();
    cluster.introduceAll();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void newest_closesTheOldest_onWhateverNodeItIs() {
    Guest first = connect(a, "newest1");
    Guest second = connect(b, "newest1");
    first.expectClose(DisconnectReason.REPLACED);
    second.expectOpen();
    connect(b, "newest1").expectOpen();
    second.expectClose(DisconnectReason.REPLACED);

    assertThat(a.counters.closes(DisconnectReason.REPLACED)).isOne();
    assertThat(b.counters.closes(DisconnectReason.REPLACED)).isOne();
    assertThat(a.counters.refusals(Refusal.CONNECTIONS)).isZero();
  }

  @Test
  void newestOfTwo_leavesTwo() {
    Guest first = connect(a, "newest2");
    Guest second = connect(b, "newest2");
    first.expectOpen();
    Guest third = connect(a, "newest2");

    first.expectClose(DisconnectReason.REPLACED);
    second.expectOpen();
    third.expectOpen();
  }

  @Test
  void oldest_closesWhoComesLater_andCountsARefusal() {
    Guest first = connect(a, "oldest1");
    Guest second = connect(b, "oldest1");

    second.expectClose(DisconnectReason.TOO_MANY_CONNECTIONS);
    first.expectOpen();
    assertThat(b.counters.refusals(Refusal.CONNECTIONS)).isOne();
    assertThat(a.counters.refusals(Refusal.CONNECTIONS)).isZero();

    first.disconnect();
    connect(b, "oldest1").expectOpen();
  }

  @Test
  void device_hasOneConnection_andWhoSaysNothingIsOnOneDevice() {
    Guest phone = connect(a, "device", "phone");
    Guest tablet = connect(b, "device", "tablet");
    Guest unknown = connect(a, "device", null);
    Guest otherPhone = connect(b, "device", "phone");
    Guest otherUnknown = connect(b, "device", null);

    phone.expectClose(DisconnectReason.REPLACED);
    unknown.expectClose(DisconnectReason.REPLACED);
    tablet.expectOpen();
    otherPhone.expectOpen();
    otherUnknown.expectOpen();
  }

  @Test
  void usersAndAppsDoNotMeet() {
    Guest ann = connect(a, "newest1");
    Guest elsewhere = connect(a, "oldest1");
    Guest bob = new Guest(b, null);
    bob.bind("newest1", "bob");

    ann.expectOpen();
    elsewhere.expectOpen();
    bob.expectOpen();
  }

  @ParameterizedTest
  @ValueSource(strings = {"newest1", "oldest1", "device"})
  void whoBindsAgain_withANewerProof_keepsItsPlace(String app) {
    Guest first = connect(a, app);

    first.bind(app, "ann");
    first.bind(app, "ann");

    first.expectOpen();
    Guest second = connect(b, app);
    first.bind(app, "ann");
    first.settle();
    second.settle();
    List<Guest> open = openOf(List.of(first, second));
    assertThat(open).hasSize(1);
    assertThat(open.get(0) == first).isEqualTo(app.equals("oldest1"));
  }

  @Test
  void whoTakesAnotherName_givesItsPlaceBack() {
    Guest first = connect(a, "oldest1");
    first.bind("oldest1", "bob");

    Guest second = connect(b, "oldest1");

    first.expectOpen();
    second.expectOpen();
  }

  @Test
  void nodeWithAClockThatIsBehind_stillHasTheNewest_onceItHasHeardOfTheOther() {
    Guest ahead = connect(a, "newest1");
    // As a node does whose clock is an hour ahead.
    long hour = Duration.ofHours(1).toNanos() / 1000;
    long time = a.directory.entrants(new Destination.OfUser("newest1", "ann")).get(0).time() + hour;
    b.gateway.receive(
        Envelope.encode(
            a.number(),
            new NodeMessage.Asked(
                1,
                Question.about(
                    Question.Kind.BINDINGS_OF, "newest1", "carl", Long.toString(time)))));
    Guest behind = connect(b, "newest1");

    assertThat(b.directory.entrants(new Destination.OfUser("newest1", "ann")).get(0).time())
        .isGreaterThan(time);
    ahead.expectClose(DisconnectReason.REPLACED);
    behind.expectOpen();
  }

  @Test
  void nodeThatDidNotAnswer_isAskedAgain() {
    Guest first = connect(a, "newest1");
    a.freeze();
    Guest second = connect(b, "newest1");
    cluster.pass(Duration.ofMillis(1_100));
    first.expectOpen();

    a.thaw();
    cluster.introduceAll();
    cluster.pass(Duration.ofMillis(1_100));

    first.expectClose(DisconnectReason.REPLACED);
    second.expectOpen();
  }

  /** Whatever they see of each other, the same stay. */
  @ParameterizedTest
  @ValueSource(strings = {"newest1", "newest2", "oldest1", "oldest2", "device"})
  void manyAtOnceOnBothNodes_leaveThoseThatTheRuleSays(String app) throws Exception {
    int most = app.endsWith("2") ? 2 : 1;
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 100; round++) {
        String user = "user" + round;
        CyclicBarrier together = new CyclicBarrier(4);
        List<Future<Guest>> coming = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          TestCluster.Node node = i % 2 == 0 ? a : b;
          coming.add(
              threads.submit(
                  () -> {
                    Guest guest = new Guest(node, "phone");
                    together.await();
                    guest.bind(app, user);
                    return guest;
                  }));
        }
        List<Guest> guests = new ArrayList<>();
        for (Future<Guest> one : coming) {
          guests.add(one.get());
        }
        Eventually.await(
            "so many stay", Duration.ofSeconds(2), () -> openOf(guests).size() <= most);
        guests.forEach(Guest::settle);
        assertThat(openOf(guests)).hasSize(most);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Guest> openOf(List<Guest> guests) {
    return guests.stream().filter(guest -> guest.transport.closes.isEmpty()).toList();
  }

  private static Guest connect(TestCluster.Node node, String app) {
    return connect(node, app, null);
  }

  private static Guest connect(TestCluster.Node node, String app, String device) {
    Guest guest = new Guest(node, device);
    guest.bind(app, "ann");
    return guest;
  }

  /** A client on some device. */
  private static final class Guest {
    final RecordingTransport transport = RecordingTransport.immediate();
    final Connection connection;
    private final TestCluster.Node node;

    Guest(TestCluster.Node node, String device) {
      this.node = node;
      connection =
          node.gateway.connect(
              TestCluster.TEXT, transport, new Visitor("", null, device, null, Set.of()));
    }

    void bind(String app, String user) {
      node.gateway.bind(connection, app, user, Identity.CLAIMED);
    }

    void disconnect() {
      node.gateway.disconnected(connection, 1000, "");
    }

    /** Waits until its lane has done all that is pending. */
    void settle() {
      CompletableFuture<Void> done = new CompletableFuture<>();
      connection.lane().enqueue(lane -> lane.enqueue(next -> done.complete(null)));
      done.join();
    }

    void expectOpen() {
      settle();
      assertThat(transport.closes).isEmpty();
    }

    void expectClose(DisconnectReason reason) {
      Eventually.await("it is closed", Duration.ofSeconds(2), () -> !transport.closes.isEmpty());
      assertThat(transport.closes).containsExactly(reason);
    }
  }
}
