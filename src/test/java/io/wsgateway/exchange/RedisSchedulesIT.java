package io.wsgateway.exchange;

import static io.wsgateway.exchange.SchedulesSteps.add;
import static io.wsgateway.exchange.SchedulesSteps.assertFails;
import static io.wsgateway.exchange.SchedulesSteps.entry;
import static io.wsgateway.exchange.SchedulesSteps.isThere;
import static io.wsgateway.exchange.SchedulesSteps.remove;
import static io.wsgateway.exchange.SchedulesSteps.soon;
import static io.wsgateway.exchange.SchedulesSteps.tomorrow;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Scheduled;
import io.wsgateway.core.Schedules;
import io.wsgateway.server.RedisProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class RedisSchedulesIT extends SchedulesContract {
  private static final String TIMES = "wsgateway:schedule-times";
  private static final String ENTRIES = "wsgateway:schedule-entries";

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
  Schedules newSchedules(int maxEntries) {
    return setup.schedules(maxEntries, Duration.ofSeconds(30));
  }

  @Override
  void awaitReady(Schedules schedules) {
    Eventually.await("it is ready", ((RedisSchedules) schedules)::isOpen);
  }

  private Schedules withLease(Duration lease, TestReceiver to) {
    return start(setup.schedules(10_000, lease), to);
  }

  private void awaitEmpty() {
    try (Jedis jedis = setup.jedis()) {
      Eventually.await("Redis has nothing left", () -> jedis.keys("*").isEmpty());
    }
  }

  @Test
  void threeNodes_giveEachOfManyEntriesOnce_andInItsTime() {
    List<TestReceiver> receivers = List.of(receiver, new TestReceiver(), new TestReceiver());
    List<Schedules> nodes = receivers.stream().map(to -> start(newSchedules(10_000), to)).toList();
    Random random = new Random(7);
    Instant begin = Instant.now();
    List<CompletableFuture<Void>> added = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      // Half of them at once, the others one after the other.
      int after = i % 2 == 0 ? 1_500 : random.nextInt(3_000);
      added.add(
          nodes.get(i % 3).add(entry("e" + i, begin.plusMillis(after))).toCompletableFuture());
    }
    added.forEach(Eventually::get);

    Eventually.await(
        "all are given", () -> receivers.stream().mapToInt(to -> to.ids().size()).sum() >= 1_000);
    awaitEmpty();

    List<String> ids = receivers.stream().flatMap(to -> to.ids().stream()).toList();
    assertThat(ids).hasSize(1_000).doesNotHaveDuplicates();
    assertThat(receivers).allSatisfy(to -> assertThat(to.ids()).hasSizeGreaterThan(50));
    for (TestReceiver to : receivers) {
      assertThat(to.gifts())
          .allSatisfy(
              gift ->
                  assertThat(gift.time())
                      .isBetween(
                          gift.entry().due().minusMillis(5), gift.entry().due().plusSeconds(2)));
    }
  }

  @Test
  void nodes_shareEntries() {
    TestReceiver ofB = new TestReceiver();
    Schedules a = schedules();
    Schedules b = start(newSchedules(2), ofB);
    assertThat(a.isShared()).isTrue();
    Scheduled entry = tomorrow("a");
    add(a, entry);
    assertThat(Eventually.get(b.find("shop", "a"))).contains(entry);
    add(b, tomorrow("b"));
    assertFails(b.add(tomorrow("c")), ErrorCode.LIMIT, "2 delayed pushes");
    assertThat(remove(b, "a")).isTrue();
    assertThat(isThere(a, "a")).isFalse();
  }

  @Test
  void dueBeforeTheNextPoll_isNotWaitingForIt() {
    Schedules a = schedules();
    List<Duration> late = new ArrayList<>();
    for (int i = 1; i <= 15; i++) {
      add(a, entry("e" + i, Instant.now().plusMillis(40)));
      receiver.await(i);
      TestReceiver.Gift gift = receiver.gifts().get(i - 1);
      late.add(Duration.between(gift.entry().due(), gift.time()));
    }
    Collections.sort(late);
    assertThat(late.get(7)).as("median").isLessThan(Duration.ofMillis(100));
  }

  @Test
  void receiverThatFails_isGivenItAgain_untilItDoesNot() {
    receiver.does(
        entry ->
            receiver.gifts().size() < 3
                ? CompletableFuture.failedFuture(new IllegalStateException("for a test"))
                : CompletableFuture.completedFuture(null));
    Schedules a = withLease(Duration.ofMillis(200), receiver);
    add(a, soon("e"));
    awaitEmpty();
    assertThat(receiver.ids()).containsExactly("e", "e", "e");
  }

  @Test
  void receiverThatFailsLongAfterItsTime_isGivenItOnce() {
    receiver.does(entry -> CompletableFuture.failedFuture(new IllegalStateException("for a test")));
    Schedules a = schedules();
    add(a, entry("e", Instant.now().minus(DueGiver.GIVE_UP).minusSeconds(1)));
    awaitEmpty();
    assertThat(receiver.ids()).containsExactly("e");
  }

  @Test
  void receiverThatTakesLong_holdsUpOnlySoMany() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    receiver.does(entry -> done);
    Schedules a = schedules();
    IntStream.range(0, 1_000)
        .mapToObj(i -> a.add(entry("e" + i, Instant.EPOCH)).toCompletableFuture())
        .toList()
        .forEach(Eventually::get);
    receiver.await(256);
    try (Jedis jedis = setup.jedis()) {
      long now = System.currentTimeMillis();
      assertThat(jedis.zcount(TIMES, now, Double.MAX_VALUE)).isEqualTo(256);
    }
    assertThat(receiver.gifts()).hasSize(256);
    done.complete(null);
    awaitEmpty();
    Set<String> ids = new HashSet<>(receiver.ids());
    assertThat(receiver.gifts()).hasSize(1_000);
    assertThat(ids).hasSize(1_000);
  }

  @Test
  void largeMessages_areClaimedFewAtATime() {
    Schedules a = schedules();
    Instant due = Instant.now().plusMillis(200);
    for (int i = 0; i < 20; i++) {
      add(a, new Scheduled("shop", "e" + i, due, new byte[700_000]));
    }
    receiver.await(20);
    awaitEmpty();
    assertThat(receiver.ids()).doesNotHaveDuplicates();
  }

  @Test
  void nothingToDo_isAskedForTwiceASecond() {
    schedules();
    long before = evals();
    long begin = System.nanoTime();
    Eventually.await("it asks", () -> evals() >= before + 4);
    Duration passed = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(passed).isBetween(Duration.ofMillis(1_400), Duration.ofMillis(6_000));
  }

  private long evals() {
    try (Jedis jedis = setup.jedis()) {
      String stats = jedis.info("commandstats");
      return stats
          .lines()
          .filter(line -> line.startsWith("cmdstat_eval:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("cmdstat_eval:calls=(\\d+),.*", "$1")))
          .sum();
    }
  }

  @Test
  void whatSomebodyElsePutThere_isRemovedWhenItIsDue() {
    try (Jedis jedis = setup.jedis()) {
      for (String name : new String[] {"no app", "shop:no due time", "shop:no entry"}) {
        jedis.zadd(TIMES, 1, name);
      }
      jedis.hset(ENTRIES, "no app", "1:message");
      jedis.hset(ENTRIES, "shop:no due time", "nonsense");
    }
    Schedules a = schedules();
    add(a, soon("e"));
    receiver.await(1);
    awaitEmpty();
    assertThat(receiver.ids()).containsExactly("e");
  }

  @Test
  void entry_liesInRedisUnderItsAppAndId() {
    Schedules a = schedules();
    Instant due = Instant.ofEpochMilli(4_000_000_000_123L);
    add(a, new Scheduled("a:b", "c:d", due, "hello".getBytes(StandardCharsets.UTF_8)));
    try (Jedis jedis = setup.jedis()) {
      assertThat(jedis.zscore(TIMES, "a%3Ab:c:d")).isEqualTo(4_000_000_000_123.0);
      assertThat(jedis.hget(ENTRIES, "a%3Ab:c:d")).isEqualTo("4000000000123:hello");
    }
  }
}
