package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.server.RedisProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Stores of what may not be repeated, and a Redis that a test can make fail. */
abstract class RedisExpiringStoreSetup {
  final TestClock clock = new TestClock();
  final List<RedisExpiringStore> started = new ArrayList<>();
  RedisProcess redis;
  RedisSetup setup;

  @BeforeEach
  void startRedis() {
    redis = RedisProcess.start();
    setup = new RedisSetup(redis.uri());
  }

  @AfterEach
  void stopAll() {
    started.forEach(RedisExpiringStore::stop);
    redis.close();
    assertThat(JoiningExchangeContract.gatewayThreads()).isEmpty();
  }

  RedisExpiringStore start() {
    RedisExpiringStore store = setup.expiringStore(20_000, clock);
    started.add(store);
    store.start();
    return store;
  }

  RedisExpiringStore ready() {
    RedisExpiringStore store = start();
    awaitSettled(store);
    return store;
  }

  static void awaitSettled(RedisExpiringStore store) {
    Eventually.await("Redis knows all", store::isSettled);
  }

  void killAndAwaitNotice(RedisExpiringStore... stores) {
    redis.kill();
    for (RedisExpiringStore store : stores) {
      Eventually.await("it is noticed", () -> !store.isSettled());
    }
  }
}
