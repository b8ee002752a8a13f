package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Destination.OfAll;
import io.wsgateway.core.Destination.OfConnection;
import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Destination.OfUser;
import io.wsgateway.core.Ids;
import io.wsgateway.core.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every exchange keeps to that joins nodes; exchanges in one JVM stand for nodes. */
@ResourceLock("JoiningExchangeContract.gatewayThreads")
abstract class JoiningExchangeContract extends ExchangeContract {
  private static final Duration LONG = Duration.ofSeconds(30);

  /** How many interests one node may have without anybody noticing. */
  int manyInterests() {
    return 100_000;
  }

  @Test
  void publish_reachesExactlyTheNodesWithInterest() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    TestNode c = node(3).startAndAwaitUp();
    OfTopic other = new OfTopic("shop", "weather");
    b.wants(TOPIC);
    c.wants(TOPIC);
    c.wants(other);

    assertThat(a.publish(TOPIC, "news")).isEqualTo(reached(2));
    assertThat(a.publish(other, "rain")).isEqualTo(reached(1));

    assertThat(c.take(2)).containsExactly("news", "rain");
    assertThat(b.take(1)).containsExactly("news");
    assertThat(a.takeAll()).isEmpty();
  }

  @Test
  void publish_withOwnInterest_countsOnlyTheOthers() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    a.wants(TOPIC);
    b.wants(TOPIC);

    assertThat(a.publish(TOPIC, "hello")).isEqualTo(reachedBesidesSelf(1));
    assertThat(b.take(1)).containsExactly("hello");
  }

  @Test
  void publish_toConnection_reachesTheNodeThatItsIdNames() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    TestNode c = node(3).startAndAwaitUp();

    assertThat(a.publish(new OfConnection("shop", new Ids(3).next()), "hello"))
        .isEqualTo(reached(1));

    assertThat(c.take(1)).containsExactly("hello");
    assertThat(b.takeAll()).isEmpty();
  }

  @Test
  void publish_toConnectionOfAnAbsentNode_reachesNobody() {
    TestNode a = node(1).startAndAwaitUp();
    assertThat(a.publish(new OfConnection("shop", new Ids(9).next()), "hello"))
        .isEqualTo(Receipt.Reach.NONE);
  }

  @Test
  void publish_toDestinationsThatLookAlike_reachesOnlyTheOneThatIsMeant() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    List<Destination> alike =
        List.of(
            new OfUser("a", "b:c"),
            new OfUser("a:b", "c"),
            new OfUser("a%3Ab", "c"),
            new OfTopic("a", "b:c"),
            new OfAll("a"),
            new OfAll("a:b"),
            new OfUser("a", "*"),
            new OfUser("a", "?"),
            new OfUser("a", "[bc]"));
    b.wants(new OfUser("a", "b:c"));
    b.wants(new OfUser("a", "*"));

    assertThat(alike.stream().map(to -> a.publish(to, to.toString()).nodes()))
        .containsExactly(1, 0, 0, 0, 0, 0, 1, 0, 0);
    assertThat(b.take(2)).containsExactly(alike.get(0).toString(), alike.get(6).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:b",
        " ",
        "two words",
        "line\nbreak\r\n",
        "*",
        "h?llo[a-z]",
        "\\",
        "{x}",
        "\"'",
        "\0",
        "%",
        "%25",
        "żółw",
        "日本語",
        "🐢🐇",
        "user:1:2"
      })
  void publish_withAnyCharactersInNames_arrives(String name) {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    for (Destination destination :
        List.of(new OfUser(name, name), new OfTopic(name, name), new OfAll(name))) {
      b.wants(destination);
      assertThat(a.publish(destination, name)).isEqualTo(reached(1));
      assertThat(b.take(1)).containsExactly(name);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 255, 8191, 8192, 8193, 65_536, 1 << 20})
  void publish_withBytesOfAnyKindAndNumber_arrivesUnchanged(int size) {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    b.wants(TOPIC);
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);

    assertThat(Eventually.get(a.exchange.publish(TOPIC, bytes))).isEqualTo(reached(1));
    assertThat(b.takeBytes()).isEqualTo(bytes);
  }

  @Test
  void publish_withNamesThatAreVeryLong_reachesOnlyTheOneThatIsMeant() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    String name = "ż".repeat(200);
    OfTopic wanted = new OfTopic(name, name);
    b.wants(wanted);

    assertThat(a.publish(new OfTopic(name, name + "x"), "other")).isEqualTo(Receipt.Reach.NONE);
    assertThat(a.publish(new OfUser(name, name), "other")).isEqualTo(Receipt.Reach.NONE);
    assertThat(a.publish(wanted, "hello")).isEqualTo(reached(1));
    assertThat(b.take(1)).containsExactly("hello");
  }

  @Test
  void publish_envelopeOfAnUnknownVersion_isPassedOnUnchanged() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    byte[] later = {99, 1, 2, 3};

    a.exchange.sendToNode(2, later);
    assertThat(b.takeBytes()).isEqualTo(later);
    a.exchange.sendToAllNodes(later);
    assertThat(b.takeBytes()).isEqualTo(later);
  }

  @Test
  void publish_thousandsFromTwoNodesToTwoDestinations_keepsTheOrderOfEach() {
    int count = 5_000;
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    TestNode c = node(3).startAndAwaitUp();
    OfTopic other = new OfTopic("shop", "weather");
    c.wants(TOPIC);
    c.wants(other);

    List<CompletableFuture<Void>> publishers =
        List.of(a, b).stream()
            .map(node -> CompletableFuture.runAsync(() -> publishMany(node, count, other)))
            .toList();
    publishers.forEach(CompletableFuture::join);

    List<String> received = c.take(4 * count);
    for (String stream : List.of("1 news ", "1 weather ", "2 news ", "2 weather ")) {
      assertThat(received.stream().filter(text -> text.startsWith(stream)))
          .containsExactlyElementsOf(IntStream.range(0, count).mapToObj(i -> stream + i).toList());
    }
  }

  private void publishMany(TestNode node, int count, OfTopic other) {
    List<CompletableFuture<Receipt.Reach>> stages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      stages.add(node.publishAsync(TOPIC, node.number + " news " + i).toCompletableFuture());
      stages.add(node.publishAsync(other, node.number + " weather " + i).toCompletableFuture());
    }
    assertThat(stages.stream().map(Eventually::get)).containsOnly(reached(1));
  }

  @Test
  void interest_addedAndRemovedUnderLoad_losesNothingOfTheRest() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    b.wants(TOPIC);
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger published = new AtomicInteger();
    CompletableFuture<Void> publisher =
        CompletableFuture.runAsync(
            () -> {
              while (!done.get()) {
                a.publish(TOPIC, "" + published.getAndIncrement());
              }
            });
    for (int i = 0; i < 3_000; i++) {
      OfUser user = new OfUser("shop", "user" + i % 1_000);
      if (i % 100 == 0) {
        b.wants(user);
        assertThat(a.publish(user, "to " + i).nodes()).isEqualTo(1);
      } else {
        b.exchange.interest(user);
      }
      b.exchange.uninterest(user);
    }
    done.set(true);
    publisher.join();

    // What was published to a user while that interest was being withdrawn may come or not.
    Eventually.await("all are there", () -> b.receivedCount() >= published.get());
    a.publish(TOPIC, "end");
    List<String> received = new ArrayList<>();
    Eventually.await(
        "the last is there",
        () -> {
          received.addAll(b.takeAll());
          return received.contains("end");
        });
    assertThat(received.stream().filter(text -> !text.startsWith("to ") && !text.equals("end")))
        .containsExactlyElementsOf(
            IntStream.range(0, published.get()).mapToObj(String::valueOf).toList());
  }

  @Test
  void interest_inVeryMany_isAddedKeptAndRemoved() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    List<OfUser> users =
        IntStream.range(0, manyInterests()).mapToObj(i -> new OfUser("shop", "user" + i)).toList();
    List<OfUser> some = users.stream().filter(user -> user.user().endsWith("999")).toList();
    OfUser last = users.get(users.size() - 1);

    users.forEach(b.exchange::interest);
    Eventually.await("all are there", LONG, () -> a.publish(last, "last").nodes() == 1);
    b.take(1);
    for (OfUser user : some) {
      assertThat(a.publish(user, user.user())).isEqualTo(reached(1));
    }
    assertThat(b.take(some.size())).isEqualTo(some.stream().map(OfUser::user).toList());

    users.forEach(b.exchange::uninterest);
    Eventually.await("all are gone", LONG, () -> a.publish(last, "late").nodes() == 0);
    for (OfUser user : some) {
      assertThat(a.publish(user, user.user())).isEqualTo(Receipt.Reach.NONE);
    }
    b.wants(TOPIC);
    assertThat(a.publish(TOPIC, "hello")).isEqualTo(reached(1));
    assertThat(b.take(1)).containsExactly("hello");
  }

  @Test
  void uninterest_nothingIsReceivedAnyMore() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    b.wants(TOPIC);
    b.exchange.uninterest(TOPIC);
    b.wants(new OfAll("shop"));

    a.publish(TOPIC, "too late");
    a.publish(new OfAll("shop"), "end");

    assertThat(b.take(1)).containsExactly("end");
  }

  @Test
  void receiver_thatThrows_goesOnReceiving() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2);
    AtomicInteger calls = new AtomicInteger();
    b.exchange.start(
        2,
        message -> {
          calls.incrementAndGet();
          throw new IllegalStateException("expected in this test");
        });
    b.awaitUp();
    b.wants(TOPIC);

    a.publish(TOPIC, "one");
    a.publish(TOPIC, "two");

    Eventually.await("both are received", () -> calls.get() == 2);
  }

  @Test
  void stopAndStart_receivesAgainWhatIsWantedThen() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    b.wants(TOPIC);
    b.close();
    Eventually.await("b is gone", () -> a.publish(TOPIC, "missed").nodes() == 0);
    b.takeAll();

    b.startAndAwaitUp();
    b.wants(TOPIC);

    assertThat(a.publish(TOPIC, "hello")).isEqualTo(reached(1));
    assertThat(b.take(1)).containsExactly("hello");
  }

  @Test
  void stop_leavesNoThreads() {
    for (int i = 0; i < 10; i++) {
      TestNode a = node(1).start();
      if (i % 2 == 0) {
        a.awaitUp();
      }
      a.close();
    }
    assertThat(gatewayThreads()).isEmpty();
  }

  @Test
  void publish_fromManyThreads_isCarriedCompletely() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    b.wants(TOPIC);

    IntStream.range(0, 2_000).parallel().forEach(i -> a.publishAsync(TOPIC, "" + i));

    assertThat(b.take(2_000))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 2_000).mapToObj(String::valueOf).toList());
  }

  static List<String> gatewayThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("wsgateway-"))
        .toList();
  }
}
