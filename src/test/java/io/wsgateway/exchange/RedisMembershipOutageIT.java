package io.wsgateway.exchange;

import static io.wsgateway.exchange.MembershipContract.join;
import static io.wsgateway.exchange.MembershipContract.leave;
import static io.wsgateway.exchange.MembershipContract.topic;
import static io.wsgateway.exchange.MembershipContract.topicsOf;
import static io.wsgateway.exchange.MembershipContract.usersIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Destination.OfUser;
import io.wsgateway.core.Membership;
import io.wsgateway.server.RedisProcess;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** What becomes of memberships when Redis, or the line to it, fails. */
class RedisMembershipOutageIT {
  private final TestClock clock = new TestClock();
  private final AtomicInteger recoveries = new AtomicInteger();
  private final List<Membership> started = new ArrayList<>();
  private RedisProcess redis;
  private RedisSetup setup;

  @BeforeEach
  void startRedis() {
    redis = RedisProcess.start();
    setup = new RedisSetup(redis.uri());
  }

  @AfterEach
  void stopAll() {
    started.forEach(Membership::stop);
    redis.close();
    assertThat(JoiningExchangeContract.gatewayThreads()).isEmpty();
  }

  private Membership start() {
    Membership membership = setup.membership(clock);
    started.add(membership);
    membership.start(recoveries::incrementAndGet);
    return membership;
  }

  private Membership ready() {
    Membership membership = start();
    setup.awaitDirect(membership);
    return membership;
  }

  private void killAndAwaitNotice(Membership membership) {
    redis.kill();
    Eventually.await("it is noticed", () -> !setup.isDirect(membership));
  }

  private void restartAndAwaitReady(Membership... memberships) {
    redis.restart();
    for (Membership membership : memberships) {
      setup.awaitDirect(membership);
    }
  }

  @Test
  void redisAway_thisNodeAnswers_andMakesUpForChangesLater() {
    Membership a = ready();
    Membership b = ready();
    join(a, "news", "anna");
    join(a, "rain", "anna");
    assertThat(recoveries).hasValue(0);
    killAndAwaitNotice(a);

    assertThat(topicsOf(a, "anna")).containsExactlyInAnyOrder("news", "rain");
    leave(a, "news", "anna");
    join(a, "snow", "anna");
    join(a, "snow", "bob");
    leave(a, "snow", "bob");
    join(a, "snow", "carl");
    assertThat(topicsOf(a, "anna")).containsExactlyInAnyOrder("rain", "snow");
    assertThat(usersIn(a, "snow")).containsExactlyInAnyOrder("anna", "carl");

    restartAndAwaitReady(a, b);
    awaitRecoveries(2);
    assertThat(topicsOf(b, "anna")).containsExactlyInAnyOrder("rain", "snow");
    assertThat(usersIn(b, "snow")).containsExactlyInAnyOrder("anna", "carl");
    assertThat(setup.counters.drops(Counters.Drop.MEMBERSHIP)).isZero();
  }

  @Test
  void redisComesBackWithoutItsData_getsBackWhatNodesKnow() {
    setup.with("gateway.redis.max-pending", "500");
    Membership a = ready();
    join(a, "news", "anna");
    join(a, "news", "bob");
    leave(a, "news", "bob");
    for (int i = 0; i < 2_000; i++) {
      join(a, "many", "user" + i);
    }
    clock.advance(Duration.ofHours(23));
    killAndAwaitNotice(a);
    leave(a, "many", "user7");
    join(a, "more", "user8");
    redis.restart();
    Eventually.await("it is restored", () -> assertNothingIsMissing(a));
    assertThat(setup.counters.drops(Counters.Drop.MEMBERSHIP)).isZero();

    Membership fresh = ready();
    assertThat(usersIn(fresh, "news")).containsExactly("anna");
    assertThat(usersIn(fresh, "many")).hasSize(1_999).doesNotContain("user7");
    assertThat(topicsOf(fresh, "user8")).containsExactlyInAnyOrder("many", "more");
    clock.advance(Duration.ofHours(2));
    assertThat(usersIn(fresh, "news")).as("retention goes on").isEmpty();
  }

  private void awaitRecoveries(int count) {
    Eventually.await(count + " recoveries", () -> recoveries.get() >= count);
    assertThat(recoveries).hasValue(count);
  }

  /** Asks all the while, and tells whether there is no more to be put back. */
  private boolean assertNothingIsMissing(Membership membership) {
    assertThat(usersIn(membership, "many")).hasSize(1_999);
    for (int i = 10; i < 2_000; i += 100) {
      assertThat(topicsOf(membership, "user" + i)).containsExactly("many");
    }
    return setup.isDirect(membership);
  }

  @Test
  void redisForgetsWithoutARestart_isNoticedOnTheNextConnection() {
    Membership a = ready();
    join(a, "news", "anna");
    try (Jedis jedis = setup.jedis()) {
      jedis.flushAll();
      jedis.clientKill(
          new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
    }
    Eventually.await("it is back", () -> usersIn(ready(), "news").contains("anna"));
  }

  @Test
  void redisAbsentAtStart_changesAreMadeUpFor() {
    redis.kill();
    Membership a = start();
    join(a, "news", "anna");
    a.touch(new OfUser("shop", "anna"));
    assertThat(topicsOf(a, "anna")).containsExactly("news");

    restartAndAwaitReady(a);

    awaitRecoveries(1);
    assertThat(usersIn(ready(), "news")).containsExactly("anna");
  }

  @Test
  void redisAway_userBeyondItsLimit_isRefused() {
    setup.with("gateway.membership.max-topics-per-user", "2");
    Membership a = ready();
    join(a, "a", "anna");
    killAndAwaitNotice(a);
    join(a, "b", "anna");
    assertThatThrownBy(() -> join(a, "c", "anna")).hasMessageContaining("max-topics-per-user");
    restartAndAwaitReady(a);
    assertThat(topicsOf(a, "anna")).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void journalOverflows_isCounted() {
    setup.with("gateway.redis.max-pending", "10");
    Membership a = ready();
    redis.freeze();
    for (int i = 0; i < 25; i++) {
      join(a, "news", "user" + i);
      join(a, "news", "user0");
    }
    assertThat(setup.counters.drops(Counters.Drop.MEMBERSHIP)).isEqualTo(15);
    assertThat(usersIn(a, "news")).hasSize(25);
    redis.thaw();
    setup.awaitDirect(a);
    assertThat(usersIn(ready(), "news")).hasSize(10);
  }

  @Test
  void redisFrozen_nothingHangs() {
    Membership a = ready();
    join(a, "news", "anna");
    redis.freeze();
    List<CompletionStage<Void>> joins =
        IntStream.range(0, 5_000).mapToObj(i -> a.join(topic("rain"), "user" + i)).toList();
    joins.forEach(stage -> Eventually.get(stage, Duration.ofSeconds(2)));
    assertThat(topicsOf(a, "anna")).containsExactly("news");
    assertThat(usersIn(a, "rain")).hasSize(5_000);

    redis.thaw();
    setup.awaitDirect(a);
    assertThat(usersIn(ready(), "rain")).hasSize(5_000);
    awaitRecoveries(1);
  }

  @Test
  void redisIsFull_readsGoOn_andChangesAreMadeUpForWhenThereIsRoom() {
    Membership a = ready();
    Membership b = ready();
    join(b, "news", "anna");
    join(a, "news", "bob");
    try (Jedis jedis = setup.jedis()) {
      jedis.configSet("maxmemory", "1");
      join(a, "rain", "anna");
      leave(a, "news", "bob");
      join(a, "snow", "bob");
      a.touch(new OfUser("shop", "anna"));

      assertThat(topicsOf(a, "anna")).containsExactlyInAnyOrder("news", "rain");
      assertThat(usersIn(a, "news")).containsExactly("anna");
      assertThat(usersIn(a, "snow")).containsExactly("bob");
      assertThat(topicsOf(b, "anna")).containsExactly("news");

      jedis.configSet("maxmemory", "0");
    }
    Eventually.await("it is made up for", () -> topicsOf(b, "anna").contains("rain"));
    setup.awaitDirect(a);
    assertThat(topicsOf(b, "bob")).containsExactly("snow");
    assertThat(setup.counters.drops(Counters.Drop.MEMBERSHIP)).isZero();
  }

  @Test
  void keyOfAnotherKind_spoilsOnlyItself() {
    Membership a = ready();
    try (Jedis jedis = setup.jedis()) {
      jedis.set("wsgateway:users-in:shop:news", "not a sorted set");
    }
    join(a, "news", "anna");
    join(a, "rain", "anna");
    assertThat(usersIn(ready(), "rain")).containsExactly("anna");
    assertThat(setup.counters.drops(Counters.Drop.MEMBERSHIP)).isEqualTo(1);
  }

  @Test
  void touchDuringAnOutage_countsFromItsTime() {
    setup.with("gateway.membership.retention", "10h");
    Membership a = ready();
    join(a, "news", "anna");
    clock.advance(Duration.ofHours(5));
    killAndAwaitNotice(a);
    a.touch(new OfUser("shop", "anna"));
    clock.advance(Duration.ofHours(4));
    restartAndAwaitReady(a);

    Membership b = ready();
    clock.advance(Duration.ofHours(5));
    assertThat(topicsOf(b, "anna")).containsExactly("news");
    clock.advance(Duration.ofHours(2));
    assertThat(topicsOf(b, "anna")).isEmpty();
  }

  @Test
  void stop_writesWhatIsPending() {
    Membership a = ready();
    IntStream.range(0, 5_000).forEach(i -> a.join(topic("news"), "user" + i));
    a.stop();
    assertThat(usersIn(ready(), "news")).hasSize(5_000);
  }

  @Test
  void stopWhileRedisIsFrozen_isQuick() {
    setup.with("gateway.redis.timeout", "30s");
    Membership a = ready();
    redis.freeze();
    CompletionStage<Void> join = a.join(topic("news"), "anna");

    long start = System.nanoTime();
    a.stop();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(join.toCompletableFuture()).isCompleted();
  }

  @Test
  void systemClock_isGoodEnoughForRetention() {
    setup.with("gateway.membership.retention", "1s");
    Membership a = setup.membership(InstantSource.system());
    started.add(a);
    a.start(() -> {});
    setup.awaitDirect(a);
    join(a, "news", "anna");
    assertThat(usersIn(a, "news")).containsExactly("anna");
    Eventually.await("it has expired", () -> usersIn(a, "news").isEmpty());
  }
}
