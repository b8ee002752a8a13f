package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.server.RedisProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.Jedis;

/** Nodes that give what is due, a Redis that a test can make fail, and a line to it. */
abstract class RedisSchedulesSetup {
  static final Duration LEASE = Duration.ofSeconds(30);

  final TestReceiver receiver = new TestReceiver();
  final List<RedisSchedules> started = new ArrayList<>();
  RedisProcess redis;
  TestLine line;

  @BeforeEach
  void startRedis() {
    redis = RedisProcess.start();
    line = new TestLine(redis.port());
  }

  @AfterEach
  void stopAll() {
    started.forEach(RedisSchedules::stop);
    line.close();
    redis.close();
    assertThat(JoiningExchangeContract.gatewayThreads()).isEmpty();
  }

  /** Over the line that can be cut. */
  RedisSchedules start(Duration lease) {
    URI uri = URI.create("redis://127.0.0.1:" + line.port());
    return start(new RedisSetup(uri).schedules(10_000, lease), receiver);
  }

  RedisSchedules start(RedisSchedules schedules, TestReceiver to) {
    started.add(schedules);
    schedules.start(to);
    return schedules;
  }

  RedisSchedules ready(Duration lease) {
    RedisSchedules schedules = start(lease);
    awaitOpen(schedules);
    return schedules;
  }

  RedisSchedules direct(Duration lease, TestReceiver to) {
    RedisSchedules schedules = start(new RedisSetup(redis.uri()).schedules(10_000, lease), to);
    awaitOpen(schedules);
    return schedules;
  }

  static void awaitOpen(RedisSchedules schedules) {
    Eventually.await("it is there", schedules::isOpen);
  }

  void awaitEmpty() {
    try (Jedis jedis = new Jedis(redis.uri())) {
      Eventually.await("Redis has nothing left", () -> jedis.keys("*").isEmpty());
    }
  }
}
