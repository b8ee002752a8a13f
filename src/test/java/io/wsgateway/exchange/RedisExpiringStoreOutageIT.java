package io.wsgateway.exchange;

import static io.wsgateway.exchange.ExpiringStoreContract.HOUR;
import static io.wsgateway.exchange.ExpiringStoreContract.put;
import static io.wsgateway.exchange.ExpiringStoreContract.remove;
import static io.wsgateway.exchange.ExpiringStoreContract.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of what may not be repeated when Redis, or the line to it, fails. */
class RedisExpiringStoreOutageIT extends RedisExpiringStoreSetup {
  @Test
  void redisAway_eachNodeRefusesItsOwnRepetitions() {
    RedisExpiringStore a = ready();
    RedisExpiringStore b = ready();
    take(a, "before", "of a");
    take(b, "before", "of b");
    killAndAwaitNotice(a, b);

    assertThat(take(a, "before", "x")).contains("of a");
    assertThat(take(b, "before", "x")).as("seen here, too").contains("of a");
    assertThat(take(a, "meanwhile", "of a")).isEmpty();
    assertThat(take(a, "meanwhile", "x")).contains("of a");
    clock.advance(HOUR);
    assertThat(take(a, "meanwhile", "y")).isEmpty();
  }

  @Test
  void whatMayHappenOnceOnAllNodes_isNotTaken_whileRedisIsAway() {
    RedisExpiringStore a = ready();
    RedisExpiringStore b = ready();
    assertThat(takeOnAll(a, "before")).isCompletedWithValue(Optional.empty());
    assertThat(takeOnAll(b, "before")).isCompletedWithValue(Optional.of("v"));
    assertThat(takeOnAll(a, "only a")).isCompletedWithValue(Optional.empty());
    killAndAwaitNotice(a, b);

    assertThat(takeOnAll(a, "before")).isCompletedWithValue(Optional.of("v"));
    assertThat(takeOnAll(b, "before")).isCompletedWithValue(Optional.of("v"));
    assertOverloaded(takeOnAll(b, "only a"));
    assertOverloaded(takeOnAll(a, "meanwhile"));

    redis.restart();
    awaitSettled(a);
    awaitSettled(b);
    assertThat(takeOnAll(b, "only a"))
        .as("Redis has it from a")
        .isCompletedWithValue(Optional.of("v"));
    assertThat(takeOnAll(a, "meanwhile")).isCompletedWithValue(Optional.empty());
  }

  @Test
  void whatMayHappenOnceOnAllNodes_isNotTaken_whileRedisIsFrozen() {
    RedisExpiringStore a = ready();
    redis.freeze();

    assertOverloaded(takeOnAll(a, "k"));

    redis.thaw();
  }

  /** Settled, one way or the other. */
  private static CompletableFuture<Optional<String>> takeOnAll(
      RedisExpiringStore store, String key) {
    CompletableFuture<Optional<String>> answer =
        store.putIfAbsentOnAll(key, "v", HOUR).toCompletableFuture();
    Eventually.await("it is answered", answer::isDone);
    return answer;
  }

  private static void assertOverloaded(CompletableFuture<?> answer) {
    assertThat(answer)
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED);
              assertThat(e.retryAfter()).isPositive();
            });
  }

  @Test
  void lineThatFlaps_noKeyIsTakenTwiceOnOneNode() {
    try (TestLine line = new TestLine(redis.port())) {
      setup = new RedisSetup(URI.create("redis://127.0.0.1:" + line.port()));
      RedisExpiringStore a = ready();
      Random random = new Random(7);
      List<CompletionStage<Optional<String>>> won = new ArrayList<>();
      for (int round = 0; round < 16; round++) {
        awaitSettled(a);
        int connections = line.connections();
        int resetAt = random.nextInt(500);
        for (int i = 0; i < 500; i++) {
          String key = "k" + random.nextInt(2_000);
          won.add(
              a.putIfAbsent(key, "v", HOUR)
                  .thenApply(there -> there.isEmpty() ? Optional.of(key) : Optional.empty()));
          if (i == resetAt) {
            line.reset();
          }
        }
        Eventually.await("it has connected again", () -> line.connections() > connections);
      }
      List<String> winners =
          won.stream().map(Eventually::get).flatMap(Optional::stream).sorted().toList();
      assertThat(winners).hasSizeGreaterThan(1_900).doesNotHaveDuplicates();
    }
  }

  @Test
  void redisFrozen_isAnsweredWithinTheTimeout() {
    RedisExpiringStore a = ready();
    take(a, "before", "of a");
    redis.freeze();
    long begin = System.nanoTime();
    List<CompletionStage<Optional<String>>> answers =
        IntStream.range(0, 2_000).mapToObj(i -> a.putIfAbsent("k" + i % 1_000, "x", HOUR)).toList();
    CompletionStage<Optional<String>> before = a.putIfAbsent("before", "x", HOUR);
    CompletionStage<Void> put = a.put("p", "x", HOUR);
    CompletionStage<Void> remove = a.remove("q");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(1_000));

    assertThat(answers.stream().filter(answer -> Eventually.get(answer).isEmpty())).hasSize(1_000);
    assertThat(Eventually.get(before)).contains("of a");
    Eventually.get(put);
    Eventually.get(remove);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(2_500));

    redis.thaw();
    awaitSettled(a);
    RedisExpiringStore b = ready();
    for (int i = 0; i < 1_000; i += 99) {
      assertThat(take(b, "k" + i, "y")).contains("x");
    }
  }

  @Test
  void redisAbsentAtStart_thisNodeAnswers() {
    redis.kill();
    RedisExpiringStore a = start();
    assertThat(take(a, "k", "of a")).isEmpty();
    assertThat(take(a, "k", "x")).contains("of a");
    redis.restart();
    awaitSettled(a);
    assertThat(take(ready(), "k", "x")).contains("of a");
  }

  @Test
  void tooMuchForThisNode_isStillInRedis() {
    RedisExpiringStore small = setup.expiringStore(10, clock);
    started.add(small);
    small.start();
    awaitSettled(small);
    for (int i = 0; i < 100; i++) {
      take(small, "k" + i, "x");
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(take(small, "k0", "y")).contains("x");
    killAndAwaitNotice(small);
    assertThat(take(small, "k99", "y")).contains("x");
    assertThat(take(small, "k1", "y")).as("forgotten here").isEmpty();
  }

  @Test
  void stopWhileRedisIsFrozen_isQuick_andAnswers() {
    setup.with("gateway.redis.timeout", "30s");
    RedisExpiringStore a = ready();
    redis.freeze();
    CompletionStage<Optional<String>> answer = a.putIfAbsent("k", "x", HOUR);

    long begin = System.nanoTime();
    a.stop();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    assertThat(answer.toCompletableFuture()).isCompletedWithValue(Optional.empty());
    assertThat(take(a, "k", "y")).as("also when stopped").contains("x");
  }

  @Test
  void store_canBeStartedAgain() {
    RedisExpiringStore a = ready();
    take(a, "k", "x");
    a.stop();
    a.start();
    awaitSettled(a);
    assertThat(take(a, "k", "y")).contains("x");
  }
}
