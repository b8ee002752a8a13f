package io.wsgateway.exchange;

import static io.wsgateway.exchange.SchedulesSteps.add;
import static io.wsgateway.exchange.SchedulesSteps.entry;
import static io.wsgateway.exchange.SchedulesSteps.isThere;
import static io.wsgateway.exchange.SchedulesSteps.soon;
import static io.wsgateway.exchange.SchedulesSteps.tomorrow;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Who gives what is due when a node, or its line to Redis, fails. */
class RedisSchedulesTakeoverIT extends RedisSchedulesSetup {
  @Test
  void nodeThatHasAddedIsGone_anotherGivesInTime() {
    TestReceiver ofB = new TestReceiver();
    RedisSchedules a = ready(LEASE);
    direct(LEASE, ofB);
    Instant due = Instant.now().plusMillis(900);
    add(a, entry("e", due));
    a.stop();
    ofB.await(1);
    assertThat(ofB.gifts().get(0).time()).isBetween(due.minusMillis(5), due.plusSeconds(1));
    assertThat(receiver.gifts()).isEmpty();
  }

  @Test
  void nodeThatDoesNotGetDone_isTakenOverFromAfterItsLease() {
    TestReceiver ofB = new TestReceiver();
    receiver.does(entry -> new CompletableFuture<>());
    RedisSchedules a = ready(Duration.ofMillis(600));
    add(a, soon("e"));
    receiver.await(1);
    direct(LEASE, ofB);

    ofB.await(1);

    Duration after = Duration.between(receiver.gifts().get(0).time(), ofB.gifts().get(0).time());
    assertThat(after).isBetween(Duration.ofMillis(550), Duration.ofMillis(1_700));
    awaitEmpty();
    assertThat(ofB.ids()).containsExactly("e");
  }

  @Test
  void whatBecomesDueDuringAnOutage_isGivenAfterwards_once() {
    RedisSchedules a = ready(LEASE);
    Instant due = Instant.now().plusMillis(300);
    for (int i = 0; i < 100; i++) {
      add(a, entry("e" + i, due));
    }
    line.swallow(true);
    Eventually.await("it is noticed", () -> !a.isOpen());
    Eventually.await("it is due", () -> Instant.now().isAfter(due));
    assertThat(receiver.gifts()).isEmpty();
    line.swallow(false);
    receiver.await(100);
    awaitEmpty();
    assertThat(receiver.ids()).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void lineIsCutWhileReceiving_whatIsDoneIsNotGivenAgain() {
    RedisSchedules a = ready(LEASE);
    receiver.does(
        entry -> {
          line.reset();
          return CompletableFuture.completedFuture(null);
        });
    add(a, soon("e"));
    receiver.await(1);
    awaitEmpty();
    assertThat(receiver.ids()).containsExactly("e");
  }

  @Test
  void lineIsCutForLongerThanTheLease_thisNodeDoesNotGiveAgainWhatItHasDone() {
    RedisSchedules a = ready(Duration.ofMillis(300));
    receiver.does(
        entry -> {
          line.swallow(true);
          return CompletableFuture.completedFuture(null);
        });
    add(a, soon("e"));
    receiver.await(1);
    Eventually.await("it is noticed", () -> !a.isOpen());
    Instant later = Instant.now().plusMillis(400);
    Eventually.await("the lease is over", () -> Instant.now().isAfter(later));
    line.swallow(false);
    awaitEmpty();
    assertThat(receiver.ids()).containsExactly("e");
  }

  @Test
  void nodeIsCutOff_anotherTakesOverAfterTheLease() {
    RedisSchedules a = ready(Duration.ofSeconds(1));
    receiver.does(
        entry -> {
          line.swallow(true);
          return new CompletableFuture<>();
        });
    add(a, soon("e"));
    receiver.await(1);
    TestReceiver ofB = new TestReceiver();
    direct(LEASE, ofB);
    ofB.await(1);
    awaitEmpty();
    assertThat(ofB.ids()).containsExactly("e");
  }

  @Test
  void linesThatFlap_loseNothing() {
    TestReceiver ofB = new TestReceiver();
    Duration lease = Duration.ofSeconds(1);
    RedisSchedules a = ready(lease);
    URI uri = URI.create("redis://127.0.0.1:" + line.port());
    awaitOpen(start(new RedisSetup(uri).schedules(10_000, lease), ofB));
    Instant begin = Instant.now();
    for (int i = 0; i < 600; i++) {
      add(a, entry("e" + i, begin.plusMillis(1_000 + 2 * i)));
    }
    for (int i = 0; i < 10; i++) {
      int given = receiver.gifts().size() + ofB.gifts().size();
      Eventually.await(
          "some are given",
          () -> receiver.gifts().size() + ofB.gifts().size() >= Math.min(600, given + 20));
      line.reset();
    }
    awaitEmpty();
    Set<String> ids = new HashSet<>(receiver.ids());
    ids.addAll(ofB.ids());
    assertThat(ids).hasSize(600);
  }

  @Test
  void answerWithClaimsIsLost_theyAreGivenAfterTheLease() {
    RedisSchedules a = ready(Duration.ofSeconds(1));
    TestReceiver ofB = new TestReceiver();
    RedisSchedules b = direct(LEASE, ofB);
    add(a, tomorrow("x"));
    b.stop();
    try (Jedis jedis = new Jedis(redis.uri())) {
      // As if another node had claimed it and died.
      long end = System.currentTimeMillis() + 700;
      jedis.zadd("wsgateway:schedule-times", end, "shop:x");
      assertThat(isThere(a, "x")).isTrue();
      receiver.await(1);
      assertThat(receiver.gifts().get(0).time().toEpochMilli()).isBetween(end - 5, end + 1_000);
    }
  }
}
