package io.wsgateway.exchange;

import static io.wsgateway.exchange.ExpiringStoreContract.HOUR;
import static io.wsgateway.exchange.ExpiringStoreContract.put;
import static io.wsgateway.exchange.ExpiringStoreContract.remove;
import static io.wsgateway.exchange.ExpiringStoreContract.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** How Redis comes to know what happened while it could not be told. */
class RedisExpiringStoreCatchUpIT extends RedisExpiringStoreSetup {
  @Test
  void whatWasTakenMeanwhile_isToldToTheOthersWhenRedisIsBack() {
    RedisExpiringStore a = ready();
    RedisExpiringStore b = ready();
    take(a, "removed", "of a");
    killAndAwaitNotice(a, b);
    for (int i = 0; i < 1_000; i++) {
      take(a, "k" + i, "of a");
    }
    put(a, "put", "of a");
    remove(a, "removed");
    remove(a, "k7");
    clock.advance(HOUR.dividedBy(2));

    redis.restart();
    awaitSettled(a);
    awaitSettled(b);

    assertThat(take(b, "k0", "x")).contains("of a");
    assertThat(take(b, "k999", "x")).contains("of a");
    assertThat(take(b, "put", "x")).contains("of a");
    assertThat(take(b, "removed", "x")).isEmpty();
    assertThat(take(b, "k7", "x")).isEmpty();
    try (Jedis jedis = setup.jedis()) {
      String key = "wsgateway:expiring:" + ExpiringTable.hash("k1");
      assertThat(jedis.pttl(key)).isBetween(1L, HOUR.toMillis() / 2);
    }
  }

  @Test
  void redisHasLostItsData_overASlowLine_settledIsWhenItHasItBack() {
    try (TestLine line = new TestLine(redis.port())) {
      setup = new RedisSetup(URI.create("redis://127.0.0.1:" + line.port()));
      RedisExpiringStore a = ready();
      setup = new RedisSetup(redis.uri());
      RedisExpiringStore b = ready();
      take(a, "k", "of a");
      killAndAwaitNotice(a, b);
      line.slowTo(1_000);
      redis.restart();
      awaitSettled(b);
      awaitSettled(a);

      assertThat(take(b, "k", "x")).contains("of a");
    }
  }

  @Test
  void lineIsCut_whatWasChangedMeanwhile_isChangedInRedis() {
    try (TestLine line = new TestLine(redis.port())) {
      setup = new RedisSetup(URI.create("redis://127.0.0.1:" + line.port()));
      RedisExpiringStore a = ready();
      setup = new RedisSetup(redis.uri());
      RedisExpiringStore b = ready();
      for (String key : List.of("removed", "put", "kept")) {
        take(a, key, "before");
      }
      line.swallow(true);
      remove(a, "removed");
      put(a, "put", "meanwhile");
      assertThat(take(a, "kept", "x")).contains("before");
      assertThat(take(b, "removed", "x")).contains("before");
      line.swallow(false);
      awaitSettled(a);

      assertThat(take(b, "removed", "x")).isEmpty();
      assertThat(take(b, "put", "x")).contains("meanwhile");
      assertThat(take(b, "kept", "x")).contains("before");
    }
  }

  @Test
  void whileRedisIsStillToBeTold_thisNodeKnowsBetter() {
    setup.with("gateway.redis.ping-interval", "60s");
    RedisExpiringStore a = ready();
    try (Jedis jedis = setup.jedis()) {
      take(a, "k", "in Redis");
      jedis.configSet("maxmemory", "1");
      put(a, "k", "here");
      assertThat(take(a, "k", "x")).contains("here");
      assertThat(take(a, "new", "here")).isEmpty();
      assertThat(take(a, "new", "x")).contains("here");
      remove(a, "k");
      jedis.configSet("maxmemory", "0");
      assertThat(take(a, "k", "again")).isEmpty();
      assertThat(take(a, "k", "x")).contains("again");
    }
  }

  @Test
  void answeredHereWhileAnotherCallIsOnItsWay_onlyOneGetsTheKey() {
    setup
        .with("gateway.redis.timeout", "30s")
        .with("gateway.redis.ping-interval", "1m")
        .with("gateway.redis.max-pending", "1");
    RedisExpiringStore a = ready();
    // Once this is settled, nothing of the connection's own start is on its way any more.
    take(a, "before", "x");
    awaitSettled(a);
    redis.freeze();
    CompletionStage<Optional<String>> onItsWay = a.putIfAbsent("k", "on its way", HOUR);
    CompletionStage<Optional<String>> tooMuch = a.putIfAbsent("k", "too much", HOUR);
    assertThat(tooMuch.toCompletableFuture()).isCompletedWithValue(Optional.empty());
    assertThat(onItsWay.toCompletableFuture()).isNotDone();
    redis.thaw();
    assertThat(Eventually.get(onItsWay)).contains("too much");
  }

  @Test
  void redisWasFull_isToldWhenThereIsRoom() {
    RedisExpiringStore a = ready();
    try (Jedis jedis = setup.jedis()) {
      jedis.configSet("maxmemory", "1");
      take(a, "k", "of a");
      assertThat(a.isSettled()).isFalse();
      jedis.configSet("maxmemory", "0");
    }
    awaitSettled(a);
    assertThat(take(ready(), "k", "x")).contains("of a");
  }

  @Test
  void redisLosesItsData_getsBackWhatNodesKnow() {
    RedisExpiringStore a = ready();
    for (int i = 0; i < 1_000; i++) {
      take(a, "k" + i, "of a");
    }
    killAndAwaitNotice(a);
    redis.restart();
    RedisExpiringStore fresh = ready();
    Eventually.await("it is back", () -> take(fresh, "k999", "x").equals(Optional.of("of a")));

    try (Jedis jedis = setup.jedis()) {
      jedis.flushAll();
      jedis.clientKill(
          new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
    }
    RedisExpiringStore b = ready();
    assertThat(take(a, "k5", "x")).contains("of a");
    awaitSettled(a);
    Eventually.await("it is back", () -> take(b, "k999", "x").equals(Optional.of("of a")));
  }
}
