package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.ExpiringStore;
import io.wsgateway.server.RedisProcess;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class RedisExpiringStoreIT extends ExpiringStoreContract {
  private static RedisProcess redis;

  private RedisSetup setup;

  @BeforeAll
  static void startRedis() {
    redis = RedisProcess.start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void forgetAll() {
    setup = new RedisSetup(redis.uri());
    try (Jedis jedis = setup.jedis()) {
      jedis.flushAll();
    }
  }

  @Override
  ExpiringStore newStore() {
    return setup.expiringStore(10_000, InstantSource.system());
  }

  @Override
  void awaitReady(ExpiringStore store) {
    Eventually.await("it is ready", ((RedisExpiringStore) store)::isSettled);
  }

  @Override
  void passUntil(BooleanSupplier condition) {
    Eventually.await("time has passed", condition);
  }

  @Test
  void nodes_shareValues() {
    ExpiringStore a = store();
    ExpiringStore b = store();
    assertThat(a.isShared()).isTrue();
    assertThat(take(a, "k", "of a")).isEmpty();
    assertThat(take(b, "k", "of b")).contains("of a");
    put(b, "k", "of b");
    assertThat(take(a, "k", "x")).contains("of b");
    remove(b, "k");
    assertThat(take(a, "k", "again")).isEmpty();
    assertThat(take(b, "k", "x")).contains("again");
  }

  @Test
  void nodesThatAskAtOnce_onlyOneGetsTheKey() {
    List<ExpiringStore> nodes = List.of(store(), store(), store());
    long winners =
        IntStream.range(0, 1_500)
            .parallel()
            .filter(i -> take(nodes.get(i % 3), "k" + i / 3, "v").isEmpty())
            .count();
    assertThat(winners).isEqualTo(500);
  }

  @Test
  void keysInRedis_showNothing_andExpire() {
    ExpiringStore store = store();
    take(store, "the secret key", "x");
    put(store, "another", "x");
    try (Jedis jedis = setup.jedis()) {
      assertThat(jedis.keys("*")).hasSize(3).allMatch(key -> key.startsWith("wsgateway:expiring"));
      assertThat(jedis.keys("*secret*")).isEmpty();
      for (String key : jedis.keys("wsgateway:expiring:*")) {
        assertThat(jedis.pttl(key)).isBetween(HOUR.toMillis() - 60_000, HOUR.toMillis());
      }
    }
  }
}
