package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Destination.OfUser;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Receipt;
import io.wsgateway.server.RedisProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** What becomes of nodes that Redis joins when Redis, or the line to it, fails. */
class RedisExchangeOutageIT {
  private static final Destination TOPIC = new OfTopic("shop", "news");
  private static final Receipt.Reach ONE = new Receipt.Reach(1, Receipt.Trust.EXACT, false);
  private static final Duration SOON = Duration.ofSeconds(5);

  private final List<TestNode> nodes = new ArrayList<>();
  private RedisProcess redis;
  private RedisSetup setup;

  @BeforeEach
  void startRedis() {
    redis = RedisProcess.start();
    setup = new RedisSetup(redis.uri());
  }

  @AfterEach
  void stopAll() {
    nodes.forEach(TestNode::close);
    redis.close();
    assertThat(JoiningExchangeContract.gatewayThreads()).isEmpty();
  }

  private TestNode node(int number) {
    return node(number, setup.exchange());
  }

  private TestNode node(int number, Exchange exchange) {
    TestNode node = new TestNode(number, exchange);
    nodes.add(node);
    return node;
  }

  @Test
  void redisKilledAndStartedAgain_restoresTenThousandInterestsByItself() {
    setup.with("gateway.redis.reconnect-max", "2s").with("gateway.redis.timeout", "2s");
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    List<CompletionStage<Void>> interests =
        IntStream.range(0, 10_000).mapToObj(i -> b.exchange.interest(user(i))).toList();
    interests.forEach(Eventually::get);

    redis.kill();
    Eventually.await("it is noticed", () -> isDegraded(a) && isDegraded(b));
    assertThat(a.publish(user(1), "missed")).isEqualTo(Receipt.Reach.LOST);
    redis.restart();

    Eventually.await("both are up", SOON, () -> isUp(a) && isUp(b));
    for (int i = 0; i < 10_000; i += 999) {
      assertThat(a.publish(user(i), "to " + i)).isEqualTo(ONE);
    }
    assertThat(b.take(11)).contains("to 0", "to 9990").doesNotContain("missed");
    assertThat(setup.counters.drops(Counters.Drop.EXCHANGE)).isEqualTo(1);
  }

  @Test
  void interestChangedWhileRedisIsAway_isSoAfterwards() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    b.wants(user(1));
    redis.kill();
    Eventually.await("it is noticed", () -> isDegraded(a) && isDegraded(b));

    b.wants(user(2));
    b.exchange.uninterest(user(1));
    redis.restart();
    Eventually.await("both are up", () -> isUp(a) && isUp(b));

    assertThat(a.publish(user(1), "to nobody")).isEqualTo(Receipt.Reach.NONE);
    assertThat(a.publish(user(2), "hello")).isEqualTo(ONE);
    assertThat(b.take(1)).containsExactly("hello");
  }

  @Test
  void redisFrozen_nothingHangs_andOrderHoldsAfterTheThaw() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    b.wants(TOPIC);
    String filling = "x".repeat(1_000);

    redis.freeze();
    List<CompletionStage<Receipt.Reach>> frozen =
        IntStream.range(0, 3_000)
            .mapToObj(i -> a.publishAsync(TOPIC, "frozen " + (10_000 + i) + filling))
            .toList();
    CompletionStage<Void> interest = b.exchange.interest(user(1));
    assertThat(frozen.stream().map(stage -> Eventually.get(stage, Duration.ofSeconds(2))))
        .containsOnly(Receipt.Reach.LOST);
    Eventually.get(interest, Duration.ofSeconds(2));
    Eventually.await("it is noticed", () -> isDegraded(a) && isDegraded(b));
    assertThat(a.publishAsync(TOPIC, "at once").toCompletableFuture())
        .isCompletedWithValue(Receipt.Reach.LOST);
    assertThat(setup.counters.drops(Counters.Drop.EXCHANGE)).isEqualTo(3_001);

    redis.thaw();
    Eventually.await("a is up", SOON, () -> isUp(a));
    Eventually.await("b is up", SOON, () -> isUp(b));
    Eventually.await("b is subscribed", () -> a.publish(TOPIC, "thawed").nodes() == 1);
    b.take(1);
    IntStream.range(0, 100).forEach(i -> a.publish(TOPIC, "thawed"));
    assertThat(b.take(100)).containsOnly("thawed");
  }

  @Test
  void redisFrozenUnderLoad_publicationsBeforeAndAfterStayInOrder() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b =
        node(2, new RedisSetup(redis.uri()).with("gateway.redis.timeout", "20s").exchange());
    b.startAndAwaitUp();
    b.wants(TOPIC);
    String filling = "x".repeat(1_000);

    int number = 100_000;
    redis.freeze();
    for (int end = number + 1_000; number < end; number++) {
      a.publishAsync(TOPIC, number + filling);
    }
    Eventually.await("it is noticed", () -> isDegraded(a));
    redis.thaw();
    Eventually.await("a is up", SOON, () -> isUp(a));
    for (int end = number + 1_000; number < end; number++) {
      a.publishAsync(TOPIC, number + filling);
    }
    a.publish(TOPIC, "999999");

    List<String> received = new ArrayList<>();
    Eventually.await(
        "the last is there",
        () -> {
          received.addAll(b.takeAll());
          return received.contains("999999");
        });
    assertThat(received).isSorted().hasSizeGreaterThan(1_000).doesNotHaveDuplicates();
  }

  @Test
  void stopWhileRedisIsFrozen_isQuick() {
    TestNode a =
        node(1, new RedisSetup(redis.uri()).with("gateway.redis.timeout", "30s").exchange());
    a.startAndAwaitUp();
    TestNode late =
        node(2, new RedisSetup(redis.uri()).with("gateway.redis.timeout", "30s").exchange());
    redis.freeze();
    late.start();
    CompletionStage<Receipt.Reach> reach = a.publishAsync(TOPIC, "x".repeat(20 << 20));

    long start = System.nanoTime();
    late.close();
    a.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(reach.toCompletableFuture()).isCompletedWithValue(Receipt.Reach.LOST);
    assertThat(JoiningExchangeContract.gatewayThreads()).isEmpty();
  }

  @Test
  void redisAbsentAtStart_joinsWhenItComes() {
    redis.kill();
    TestNode a = node(1).start();
    TestNode b = node(2).start();
    assertThat(b.exchange.interest(TOPIC).toCompletableFuture()).isCompleted();
    assertThat(a.publish(TOPIC, "missed")).isEqualTo(Receipt.Reach.LOST);
    assertThat(a.exchange.state()).isEqualTo(Exchange.State.DEGRADED);

    redis.restart();

    Eventually.await("both are up", SOON, () -> isUp(a) && isUp(b));
    assertThat(a.exchange.hasTried()).isTrue();
    assertThat(a.publish(TOPIC, "hello")).isEqualTo(ONE);
    assertThat(b.take(1)).containsExactly("hello");
  }

  @Test
  void subscriberCutOffByRedis_subscribesAgain() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode b = node(2).startAndAwaitUp();
    b.wants(TOPIC);

    try (Jedis jedis = setup.jedis()) {
      jedis.clientKill(new ClientKillParams().type(ClientType.PUBSUB));
    }

    Eventually.await("b is subscribed again", SOON, () -> a.publish(TOPIC, "hello").nodes() == 1);
    assertThat(b.take(1)).containsExactly("hello");
  }

  @Test
  void lineSwallowsEverything_isNoticed_andHealsByItself() {
    try (TestLine line = new TestLine(redis.port())) {
      RedisSetup far = new RedisSetup(URI.create("redis://127.0.0.1:" + line.port()));
      TestNode a = node(1, far.exchange()).startAndAwaitUp();
      TestNode b = node(2).startAndAwaitUp();
      a.wants(TOPIC);
      b.wants(TOPIC);

      line.swallow(true);
      Eventually.await("it is noticed", SOON, () -> isDegraded(a));
      Eventually.await("nothing waits", () -> a.publish(TOPIC, "lost").equals(Receipt.Reach.LOST));
      assertThat(isUp(b)).isTrue();
      line.swallow(false);

      awaitReaches(a, b);
      awaitReaches(b, a);
      Eventually.await("a is up", () -> isUp(a));
    }
  }

  @Test
  void lineIsReset_connectsAgain() {
    try (TestLine line = new TestLine(redis.port())) {
      RedisSetup far = new RedisSetup(URI.create("redis://127.0.0.1:" + line.port()));
      TestNode a = node(1, far.exchange()).startAndAwaitUp();
      TestNode b = node(2).startAndAwaitUp();
      a.wants(TOPIC);
      b.wants(TOPIC);
      for (int i = 0; i < 5; i++) {
        line.reset();
        awaitReaches(a, b);
        awaitReaches(b, a);
      }
      assertThat(a.exchange.reconnects()).isGreaterThanOrEqualTo(5);
      assertThat(b.exchange.reconnects()).isZero();
    }
  }

  @Test
  void lineIsSlow_manyInterestsAreStillRestored() {
    try (TestLine line = new TestLine(redis.port())) {
      RedisSetup far = new RedisSetup(URI.create("redis://127.0.0.1:" + line.port()));
      TestNode a = node(1, far.exchange());
      IntStream.range(0, 2_000).forEach(i -> a.exchange.interest(user(i)));
      line.slowTo(30_000);
      a.start();

      Eventually.await("a is up", Duration.ofSeconds(20), () -> isUp(a));
      assertThat(setup.subscribers(user(1_999))).isEqualTo(1);
    }
  }

  @Test
  void tooMuchIsPending_isLostAndCountedAtOnce() {
    setup.with("gateway.redis.max-pending", "10").with("gateway.redis.timeout", "2s");
    TestNode a = node(1).startAndAwaitUp();
    redis.freeze();

    List<CompletionStage<Receipt.Reach>> stages =
        IntStream.range(0, 100).mapToObj(i -> a.publishAsync(TOPIC, "hello")).toList();

    assertThat(stages.stream().filter(stage -> !stage.toCompletableFuture().isDone()).count())
        .isLessThanOrEqualTo(10);
    assertThat(setup.counters.drops(Counters.Drop.EXCHANGE)).isGreaterThanOrEqualTo(90);
    redis.thaw();
    assertThat(stages.stream().map(Eventually::get).filter(Receipt.Reach.NONE::equals).count())
        .isPositive();
  }

  @Test
  void uninterest_isTakenBackWhenInterestReturnsSoon() {
    TestNode b = node(2, setup.exchange(Duration.ofMillis(300))).startAndAwaitUp();
    TestNode a = node(1).startAndAwaitUp();
    for (int i = 0; i < 20; i++) {
      b.wants(user(1));
      assertThat(setup.subscribers(user(1))).isEqualTo(1);
      b.exchange.uninterest(user(1));
      assertThat(setup.subscribers(user(1))).isEqualTo(1);
    }
    b.wants(user(2));
    b.exchange.uninterest(user(2));
    b.wants(user(2));

    Eventually.await("it is given up", () -> setup.subscribers(user(1)) == 0);
    assertThat(setup.subscribers(user(2))).isEqualTo(1);
    assertThat(a.publish(user(2), "hello")).isEqualTo(ONE);
  }

  @Test
  void passwordAndDatabase_areUsed_andDatabasesAreKeptApart() {
    try (RedisProcess guarded = RedisProcess.start("pässword%3A/?#")) {
      String authority = "p%C3%A4ssword%253A%2F%3F%23@127.0.0.1:" + guarded.port();
      URI three = URI.create("redis://:" + authority + "/3");
      URI withUser = URI.create("redis://default:" + authority + "/3");
      TestNode a = node(1, new RedisSetup(three).exchange()).startAndAwaitUp();
      TestNode b = node(2, new RedisSetup(withUser).exchange()).startAndAwaitUp();
      TestNode other =
          node(3, new RedisSetup(URI.create("redis://:" + authority)).exchange()).startAndAwaitUp();
      b.wants(TOPIC);
      other.wants(TOPIC);

      assertThat(a.publish(TOPIC, "hello")).isEqualTo(ONE);
      assertThat(b.take(1)).containsExactly("hello");
      assertThat(other.takeAll()).isEmpty();
      nodes.forEach(TestNode::close);
    }
  }

  @Test
  void wrongPassword_staysDegraded() {
    try (RedisProcess guarded = RedisProcess.start("secret")) {
      URI wrong = URI.create("redis://:wrong@127.0.0.1:" + guarded.port());
      TestNode a = node(1, new RedisSetup(wrong).exchange()).start();
      assertThat(a.publish(TOPIC, "hello")).isEqualTo(Receipt.Reach.LOST);
      assertThat(isDegraded(a)).isTrue();
    }
  }

  @Test
  void prefixesKeepGatewaysApart() {
    TestNode a = node(1).startAndAwaitUp();
    TestNode other =
        node(2, new RedisSetup(redis.uri()).with("gateway.redis.prefix", "other:").exchange())
            .startAndAwaitUp();
    other.wants(TOPIC);
    assertThat(a.publish(TOPIC, "hello")).isEqualTo(Receipt.Reach.NONE);
  }

  /** Publishes until it arrives. */
  private static void awaitReaches(TestNode from, TestNode to) {
    to.takeAll();
    String probe = "from " + from.number;
    Eventually.await(
        probe + " to " + to.number,
        SOON,
        () -> !from.publish(TOPIC, probe).degraded() && to.takeAll().contains(probe));
  }

  private static OfUser user(int number) {
    return new OfUser("shop", "user " + number);
  }

  private static boolean isUp(TestNode node) {
    return node.exchange.state() == Exchange.State.UP;
  }

  private static boolean isDegraded(TestNode node) {
    return node.exchange.state() == Exchange.State.DEGRADED;
  }
}
