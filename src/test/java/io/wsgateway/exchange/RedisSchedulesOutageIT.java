package io.wsgateway.exchange;

import static io.wsgateway.exchange.SchedulesSteps.add;
import static io.wsgateway.exchange.SchedulesSteps.assertFails;
import static io.wsgateway.exchange.SchedulesSteps.entry;
import static io.wsgateway.exchange.SchedulesSteps.isThere;
import static io.wsgateway.exchange.SchedulesSteps.soon;
import static io.wsgateway.exchange.SchedulesSteps.tomorrow;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What becomes of delayed pushes when Redis fails. */
class RedisSchedulesOutageIT extends RedisSchedulesSetup {
  private static final String AWAY = "does not take or confirm this now";

  @Test
  void redisAway_nothingIsTaken_andAllGoesOnWhenItIsBack() {
    RedisSchedules a = ready(LEASE);
    redis.kill();
    Eventually.await("it is noticed", () -> !a.isOpen());
    assertFails(a.add(soon("e")), ErrorCode.OVERLOADED, AWAY);
    assertFails(a.find("shop", "e"), ErrorCode.OVERLOADED, AWAY);
    assertFails(a.remove("shop", "e"), ErrorCode.OVERLOADED, AWAY);

    redis.restart();
    awaitOpen(a);
    add(a, soon("e"));
    receiver.await(1);
    awaitEmpty();
  }

  @Test
  void redisAbsentAtStart_goesOnWhenItIsThere() {
    redis.kill();
    RedisSchedules a = start(LEASE);
    assertFails(a.add(soon("e")), ErrorCode.OVERLOADED, AWAY);
    redis.restart();
    awaitOpen(a);
    add(a, soon("e"));
    receiver.await(1);
  }

  @Test
  void notStarted_takesNothing() {
    RedisSchedules never = new RedisSetup(redis.uri()).schedules(10, LEASE);
    assertFails(never.add(soon("e")), ErrorCode.OVERLOADED, AWAY);
  }

  @Test
  void redisFrozen_callersAreAnsweredWithinTheTimeout() {
    RedisSchedules a = ready(LEASE);
    redis.freeze();
    long begin = System.nanoTime();
    List<CompletionStage<?>> stages = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      stages.add(a.add(tomorrow("e" + i)));
    }
    stages.add(a.find("shop", "e1"));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(1_000));
    stages.forEach(stage -> assertFails(stage, ErrorCode.OVERLOADED, AWAY));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(2_500));
    redis.thaw();
  }

  @Test
  void redisIsFull_takesNothing_andGivesWhenThereIsRoom() {
    RedisSchedules a = ready(LEASE);
    Instant due = Instant.now().plusMillis(300);
    add(a, entry("e", due));
    try (Jedis jedis = new Jedis(redis.uri())) {
      jedis.configSet("maxmemory", "1");
      assertFails(a.add(tomorrow("f")), ErrorCode.OVERLOADED, AWAY);
      assertThat(isThere(a, "e")).isTrue();
      assertThat(isThere(a, "f")).isFalse();
      Eventually.await("it is due", () -> Instant.now().isAfter(due.plusMillis(200)));
      assertThat(receiver.gifts()).isEmpty();
      jedis.configSet("maxmemory", "0");
    }
    receiver.await(1);
    awaitEmpty();
  }

  @Test
  void keysOfAnotherKind_areRefused() {
    RedisSchedules a = ready(LEASE);
    try (Jedis jedis = new Jedis(redis.uri())) {
      jedis.set("wsgateway:schedule-entries", "not a hash");
      assertFails(a.add(tomorrow("e")), ErrorCode.OVERLOADED, AWAY);
      jedis.del("wsgateway:schedule-entries");
    }
    add(a, soon("e"));
    receiver.await(1);
  }

  @Test
  void stopWhileRedisIsFrozen_isQuick_andAnswers() {
    URI uri = redis.uri();
    RedisSetup patient = new RedisSetup(uri).with("gateway.redis.timeout", "30s");
    RedisSchedules a = start(patient.schedules(10, LEASE), receiver);
    awaitOpen(a);
    redis.freeze();
    CompletionStage<Void> add = a.add(tomorrow("e"));
    long begin = System.nanoTime();
    a.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    assertFails(add, ErrorCode.OVERLOADED, AWAY);
  }

  @Test
  void canBeStartedAgain() {
    RedisSchedules a = ready(LEASE);
    add(a, soon("e"));
    a.stop();
    assertFails(a.add(soon("f")), ErrorCode.OVERLOADED, AWAY);
    a.start(receiver);
    receiver.await(1);
    awaitEmpty();
    assertThat(receiver.ids()).containsExactly("e");
  }
}
