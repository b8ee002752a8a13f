package io.wsgateway.exchange;

import static io.wsgateway.exchange.MembershipContract.join;
import static io.wsgateway.exchange.MembershipContract.usersIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Membership;
import io.wsgateway.core.Receipt;
import io.wsgateway.server.RedisProcess;
import io.wsgateway.server.RedisSentinels;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Two nodes, and a master that fails or is replaced, as real sentinels find and do it. */
class RedisSentinelIT {
  private static final Destination TOPIC = new OfTopic("shop", "news");
  private static final Receipt.Reach ONE = new Receipt.Reach(1, Receipt.Trust.EXACT, false);
  private static final Duration SOON = Duration.ofSeconds(10);

  private RedisSentinels sentinels;
  private RedisSetup setup;
  private TestNode a;
  private TestNode b;
  private Membership membership;

  @BeforeEach
  void start() {
    sentinels = RedisSentinels.start();
    setup =
        new RedisSetup(sentinels.uri())
            .with("gateway.redis.sentinel-password", RedisSentinels.PASSWORD);
    a = new TestNode(1, setup.exchange()).startAndAwaitUp();
    b = new TestNode(2, setup.exchange()).startAndAwaitUp();
    b.wants(TOPIC);
    membership = setup.membership(InstantSource.system());
    membership.start(() -> {});
    setup.awaitDirect(membership);
    join(membership, "news", "anna");
    assertThat(a.publish(TOPIC, "before")).isEqualTo(ONE);
    assertThat(usersAt(sentinels.master())).isEqualTo(1);
    Eventually.await("the replica has it", () -> usersAt(sentinels.replica()) == 1);
    assertThat(b.take(1)).containsExactly("before");
  }

  @AfterEach
  void stop() {
    membership.stop();
    a.close();
    b.close();
    sentinels.close();
    assertThat(JoiningExchangeContract.gatewayThreads()).isEmpty();
  }

  @Test
  void masterKilled_nodesMeetAtItsSuccessor_alsoWithoutOneSentinel() {
    sentinels.killOneSentinel();
    sentinels.master().kill();
    Eventually.await("it is noticed", () -> !setup.isDirect(membership) && isDegraded(a));
    join(membership, "news", "bob");

    assertThatAllIsAtTheSuccessor();
    assertThat(usersAt(sentinels.replica())).as("with what waited").isEqualTo(3);
  }

  /** The old master learns of it later than the nodes, and is a master until then. */
  @Test
  void masterReplaced_whileItIsThere_nodesLeaveIt() {
    sentinels.failOver();

    assertThatAllIsAtTheSuccessor();
    assertThat(subscribersAt(sentinels.master())).isZero();
    Eventually.await(
        "it is a replica", Duration.ofSeconds(30), () -> isReplica(sentinels.master()));
    assertThat(a.publish(TOPIC, "later")).isEqualTo(ONE);
    assertThat(b.take(1)).containsExactly("later");
    join(membership, "news", "dora");
    assertThat(usersAt(sentinels.replica())).isEqualTo(3);
  }

  private void assertThatAllIsAtTheSuccessor() {
    Eventually.await(
        "both nodes are subscribed there", SOON, () -> subscribersAt(sentinels.replica()) == 2);
    Eventually.await("all is up", SOON, () -> isUp(a) && isUp(b) && setup.isDirect(membership));
    assertThat(a.publish(TOPIC, "after")).isEqualTo(ONE);
    assertThat(b.take(1)).containsExactly("after");
    join(membership, "news", "carl");
    assertThat(usersIn(membership, "news")).contains("anna", "carl");
    try (Jedis successor = jedis(sentinels.replica())) {
      assertThat(successor.zscore("wsgateway:users-in:shop:news", "carl")).isNotNull();
    }
  }

  private static long subscribersAt(RedisProcess redis) {
    return ask(redis, 0L, jedis -> jedis.pubsubNumSub("wsgateway:nodes").get("wsgateway:nodes"));
  }

  private static boolean isReplica(RedisProcess redis) {
    return ask(redis, false, jedis -> jedis.info("replication").contains("role:slave"));
  }

  /** Whoever becomes a master, or a replica, cuts all connections that it has just then. */
  private static <T> T ask(RedisProcess redis, T whenCut, Function<Jedis, T> question) {
    try (Jedis jedis = jedis(redis)) {
      return question.apply(jedis);
    } catch (JedisConnectionException e) {
      return whenCut;
    }
  }

  private static boolean isUp(TestNode node) {
    return node.exchange.state() == Exchange.State.UP;
  }

  private static boolean isDegraded(TestNode node) {
    return node.exchange.state() == Exchange.State.DEGRADED;
  }

  private static long usersAt(RedisProcess redis) {
    try (Jedis jedis = jedis(redis)) {
      return jedis.zcard("wsgateway:users-in:shop:news");
    }
  }

  private static Jedis jedis(RedisProcess redis) {
    return new Jedis(redis.uri());
  }
}
