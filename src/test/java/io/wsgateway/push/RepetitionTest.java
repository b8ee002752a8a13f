package io.wsgateway.push;

import static io.wsgateway.push.ScriptedGateway.RECEIPTS;
import static io.wsgateway.push.ScriptedGateway.answering;
import static io.wsgateway.push.ScriptedGateway.lost;
import static io.wsgateway.push.ScriptedGateway.nobody;
import static io.wsgateway.push.ScriptedGateway.ok;
import static io.wsgateway.push.ScriptedGateway.problem;
import static io.wsgateway.push.ScriptedGateway.stalled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is tried again, where, when and how often. */
class RepetitionTest {
  @ParameterizedTest
  @CsvSource({
    "502, http-502",
    "503, overloaded",
    "504, no-answer",
    "429, limit-reached",
    "409, in-progress"
  })
  void whatPasses_isTriedAgain_withTheSameKeyAndBody(int status, String code) {
    try (ScriptedGateway gateway =
            answering(problem(status, code), problem(status, code), ok(RECEIPTS));
        PushClient client = gateway.client().build()) {
      Receipt receipt = client.pushToUser("ann", "hello");

      assertThat(receipt.id()).contains("7");
      assertThat(gateway.requests()).hasSize(3);
      assertThat(new HashSet<>(gateway.sent("Idempotency-Key"))).hasSize(1).doesNotContain("-");
      assertThat(gateway.requests().get(2)).isEqualTo(gateway.requests().get(0));
    }
  }

  @Test
  void pushes_haveKeysOfTheirOwn_andTheCallersIfItHasOne() {
    try (ScriptedGateway gateway = answering(ok(RECEIPTS));
        PushClient client = gateway.client().build()) {
      client.pushToUser("ann", "hello");
      client.pushToUser("ann", "hello");
      client.push(Message.text(Target.all(), "x").withKey("order-17"));

      assertThat(gateway.sent("Idempotency-Key")).doesNotHaveDuplicates().endsWith("order-17");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, bad-request, false",
    "401, unauthorized, false",
    "403, forbidden, false",
    "413, too-large, false",
    "422, idempotency-key-reused, false",
    "409, conflict, true",
    "500, internal, true"
  })
  void whatStays_isNotTriedAgain(int status, String code, boolean mayHaveHappened) {
    try (ScriptedGateway gateway = answering(problem(status, code));
        PushClient client = gateway.client().build()) {
      PushException failure = failure(client);

      assertThat(gateway.requests()).hasSize(1);
      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.status()).isEqualTo(status);
      assertThat(failure.detail()).isEqualTo("because");
      assertThat(failure.isRetryable()).isFalse();
      assertThat(failure.mayHaveHappened()).isEqualTo(mayHaveHappened);
    }
  }

  @Test
  void tries_haveAnEnd() {
    try (ScriptedGateway gateway = answering(problem(503, "overloaded"));
        PushClient client = gateway.client().build()) {
      PushException failure = failure(client);

      assertThat(gateway.requests()).hasSize(4);
      assertThat(failure).hasMessage("503 overloaded: because (tried 4 times)");
      assertThat(failure.isRetryable()).isTrue();
      assertThat(failure.mayHaveHappened()).isFalse();
      assertThat(failure.getStackTrace()[0].getClassName()).startsWith("io.wsgateway.push.Push");
    }
  }

  @Test
  void retries_none_triesOnce() {
    try (ScriptedGateway gateway = answering(problem(503, "overloaded"));
        PushClient client = gateway.client().retries(Retries.NONE).build()) {
      failure(client);

      assertThat(gateway.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"429, limit-reached", "503, overloaded", "409, in-progress"})
  void retryAfter_isHeeded(int status, String code) {
    try (ScriptedGateway gateway =
            answering(problem(status, code, "Retry-After: 1"), ok(RECEIPTS));
        PushClient client = gateway.client().build()) {
      long start = System.nanoTime();
      client.pushToUser("ann", "hello");

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }
  }

  @Test
  void retryAfter_beyondTheDeadline_isNotWaitedFor() {
    try (ScriptedGateway gateway = answering(problem(429, "limit-reached", "Retry-After: 60"));
        PushClient client = gateway.client().build()) {
      PushException failure = failure(client);

      assertThat(gateway.requests()).hasSize(1);
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(60));
      assertThat(failure.isRetryable()).isTrue();
    }
  }

  @Test
  void retryAfter_ofABusyNode_sendsTheCallToAnother() {
    try (ScriptedGateway busy = answering(problem(503, "overloaded", "Retry-After: 9"));
        ScriptedGateway other = answering(ok(RECEIPTS));
        PushClient client = busy.client(other.uri()).build()) {
      long start = System.nanoTime();
      client.pushToUser("ann", "1");
      client.pushToUser("ann", "2");

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(busy.requests()).hasSize(1);
      assertThat(other.requests()).hasSize(2);
      assertThat(other.sent("Idempotency-Key")).startsWith(busy.sent("Idempotency-Key").get(0));
    }
  }

  @Test
  void rate_isNotEscapedFrom_byAskingAnotherNode() {
    try (ScriptedGateway first = answering(problem(429, "limit-reached"), ok(RECEIPTS));
        ScriptedGateway second = answering(ok(RECEIPTS));
        PushClient client = first.client(second.uri()).build()) {
      client.pushToUser("ann", "1");

      assertThat(first.requests()).hasSize(2);
      assertThat(second.requests()).isEmpty();
    }
  }

  @Test
  void refusal_inTheMiddle_isNotTriedAgain() {
    try (ScriptedGateway gateway = answering(problem(503, "overloaded"));
        PushClient client = gateway.client().build()) {
      PushException failure =
          catchThrowableOfType(
              PushException.class,
              () -> client.push(Message.text(Target.users(List.of("ann", "bob")), "x")));

      assertThat(gateway.requests()).hasSize(1);
      assertThat(failure.mayHaveHappened()).isTrue();
    }
  }

  @Test
  void refusal_atOnce_isTriedAgain_howeverManyItIsFor() {
    try (ScriptedGateway gateway =
            answering(
                problem(503, "overloaded", "Retry-After: 0"),
                ok("{\"receipts\":[%1$s,%1$s]}".formatted(ScriptedGateway.RECEIPT)));
        PushClient client = gateway.client().build()) {
      assertThat(client.push(Message.text(Target.users(List.of("ann", "bob")), "x"))).hasSize(2);
    }
  }

  @Test
  void nobodyThere_isLeftForTheNext_andNotAskedAgainSoon() {
    try (ScriptedGateway gateway = answering(ok(RECEIPTS));
        PushClient client =
            PushClient.builder()
                .uri(nobody(), gateway.uri())
                .app("shop")
                .retries(ScriptedGateway.FAST)
                .build()) {
      client.pushToUser("ann", "1");
      client.pushToUser("ann", "2");

      assertThat(gateway.requests()).hasSize(2);
    }
  }

  @Test
  void nobodyThere_andNoOther_isToldAsUnsent() {
    try (PushClient client =
        PushClient.builder().uri(nobody()).app("x").retries(ScriptedGateway.FAST).build()) {
      PushException failure = failure(client);

      assertThat(failure.code()).isEqualTo("unreachable");
      assertThat(failure.status()).isZero();
      assertThat(failure.mayHaveHappened()).isFalse();
      assertThat(failure.isRetryable()).isTrue();
    }
  }

  @Test
  void lostAnswer_isAskedForAgain_elsewhere() {
    try (ScriptedGateway gateway = answering(lost());
        ScriptedGateway other = answering(ok(RECEIPTS));
        PushClient client = gateway.client(other.uri()).build()) {
      client.pushToUser("ann", "1");

      assertThat(other.sent("Idempotency-Key")).isEqualTo(gateway.sent("Idempotency-Key"));
    }
  }

  @Test
  void lostAnswer_isAskedForAgainInTheSamePlace_ifSoSaid() {
    try (ScriptedGateway gateway = answering(lost(), ok(RECEIPTS), lost());
        ScriptedGateway other = answering(ok("{\"items\":[]}"));
        PushClient client = gateway.client(other.uri()).repeatElsewhere(false).build()) {
      client.pushToUser("ann", "1");

      assertThat(gateway.requests()).hasSize(2);
      assertThat(other.requests()).isEmpty();
      // What may be done twice is.
      assertThat(client.nodes()).isEmpty();
    }
  }

  @Test
  void slowAnswer_isGivenUp_andTriedElsewhere() {
    try (ScriptedGateway gateway = answering(stalled());
        ScriptedGateway other = answering(ok(RECEIPTS));
        PushClient client =
            gateway.client(other.uri()).requestTimeout(Duration.ofMillis(200)).build()) {
      assertThat(client.pushToUser("ann", "1").nodes()).isEqualTo(1);
    }
  }

  @Test
  void slowAnswer_endsWithTheDeadline() {
    Retries short1 = new Retries(100, Duration.ZERO, Duration.ZERO, Duration.ofMillis(500));
    try (ScriptedGateway gateway = answering(stalled());
        PushClient client = gateway.client().retries(short1).build()) {
      long start = System.nanoTime();
      PushException failure = failure(client);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(failure.code()).isEqualTo("no-answer");
      assertThat(failure.mayHaveHappened()).isTrue();
    }
  }

  @Test
  void answerWhoseBodyStops_isGivenUp() {
    String half = ok(RECEIPTS).replaceFirst("Content-Length: \\d+", "Content-Length: 9999");
    try (ScriptedGateway gateway = answering(half);
        PushClient client = gateway.client().retries(Retries.NONE).build()) {
      assertThat(failure(client).code()).isEqualTo("no-answer");
    }
  }

  @Test
  void pause_isByChance_andDoubles_andHasALimit() {
    Retries retries =
        new Retries(9, Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(30));
    assertThat(longest(retries, 1)).isBetween(90L, 100L);
    assertThat(longest(retries, 2)).isBetween(180L, 200L);
    assertThat(longest(retries, 99)).isBetween(900L, 1_000L);
  }

  private static long longest(Retries retries, int made) {
    java.util.Random random = new java.util.Random(1);
    long longest = 0;
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < 1_000; i++) {
      long pause = retries.pause(made, random);
      longest = Math.max(longest, pause);
      shortest = Math.min(shortest, pause);
    }
    assertThat(shortest).isLessThan(longest / 20);
    return longest / 1_000_000;
  }

  private static PushException failure(PushClient client) {
    PushException failure =
        catchThrowableOfType(PushException.class, () -> client.pushToUser("ann", "hello"));
    assertThat(failure).isNotNull();
    return failure;
  }
}
