package io.wsgateway.push;

import static io.wsgateway.push.ScriptedGateway.RECEIPT;
import static io.wsgateway.push.ScriptedGateway.answer;
import static io.wsgateway.push.ScriptedGateway.answering;
import static io.wsgateway.push.ScriptedGateway.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of answers, right and wrong. */
class AnswersTest {
  @Test
  void receipt_isRead_andWhatIsNewIsPassedOver() {
    assertThat(pushed(ok("{\"receipts\":[" + RECEIPT + "],\"new\":{}}")))
        .isEqualTo(
            new Receipt(
                java.util.Optional.of("7"), OptionalInt.of(2), 1, Receipt.Trust.EXACT, false));
  }

  @Test
  void receipt_ofWhatIsNotKnownYet_hasGaps() {
    Receipt receipt =
        pushed(ok("{\"receipts\":[{\"nodes\":0,\"trust\":\"unknown\",\"degraded\":true}]}"));

    assertThat(receipt.id()).isEmpty();
    assertThat(receipt.connections()).isEmpty();
    assertThat(receipt.trust()).isEqualTo(Receipt.Trust.UNKNOWN);
    assertThat(receipt.degraded()).isTrue();
    assertThat(receipt.reachedNobody()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "<html>",
        "{}",
        "{\"receipts\":null}",
        "{\"receipts\":{}}",
        "{\"receipts\":[]}",
        "{\"receipts\":[null]}",
        "{\"receipts\":[1]}",
        "{\"receipts\":[{\"nodes\":1.5,\"trust\":\"exact\",\"degraded\":false}]}",
        "{\"receipts\":[{\"nodes\":-1,\"trust\":\"exact\",\"degraded\":false}]}",
        "{\"receipts\":[{\"nodes\":1,\"trust\":\"exact\"}]}"
      })
  void success_thatIsNone_isMalformed_andNotTriedAgain(String body) {
    try (ScriptedGateway gateway = answering(ok(body));
        PushClient client = gateway.client().build()) {
      PushException failure = failure(client);

      assertThat(failure.code()).isEqualTo("malformed-answer");
      assertThat(failure.mayHaveHappened()).isTrue();
      assertThat(failure.isRetryable()).isFalse();
      assertThat(gateway.requests()).hasSize(1);
    }
  }

  @Test
  void nesting_withoutEnd_isMalformed() {
    try (ScriptedGateway gateway = answering(ok("[".repeat(1_000_000)));
        PushClient client = gateway.client().build()) {
      assertThat(failure(client).code()).isEqualTo("malformed-answer");
    }
  }

  @Test
  void answer_withoutEnd_isGivenUp() {
    try (ScriptedGateway gateway = answering(ok("x".repeat(BoundedBody.LIMIT + 1)));
        PushClient client = gateway.client().retries(Retries.NONE).build()) {
      assertThat(failure(client).detail()).contains("longer than 16777216 bytes");
    }
  }

  @Test
  void problem_isReadInFull() {
    String body =
        "{\"type\":\"urn:wsgateway:error:bad-request\",\"title\":\"bad request\",\"status\":400,"
            + "\"detail\":\"it is so\",\"errors\":[{\"field\":\"to\",\"detail\":\"is missing\"}]}";
    try (ScriptedGateway gateway = answering(answer(400, "application/problem+json", body));
        PushClient client = gateway.client().build()) {
      Problem problem = failure(client).problem();

      assertThat(problem.code()).isEqualTo("bad-request");
      assertThat(problem.faults()).containsExactly(new Problem.Fault("to", "is missing"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<h1>Not\n found</h1>", "{\"status\":404}", "[]", ""})
  void refusal_ofSomebodyElse_isToldAsWhatItIs(String body) {
    try (ScriptedGateway gateway = answering(answer(404, "application/json", body));
        PushClient client = gateway.client().build()) {
      PushException failure = failure(client);

      assertThat(failure.code()).isEqualTo("http-404");
      assertThat(failure.detail()).contains("not a gateway's: ").hasSizeLessThan(300);
      // Whoever says so has not looked for the connection.
      assertThat(
              catchThrowableOfType(PushException.class, () -> client.close(1, 1000, "")).status())
          .isEqualTo(404);
    }
  }

  @Test
  void redirect_isNotFollowed_andNamed() {
    String away = answer(301, "text/html", "", "Location: https://elsewhere.example/");
    try (ScriptedGateway gateway = answering(away);
        PushClient client = gateway.client().key("a-secret-of-mine").build()) {
      assertThat(failure(client).detail()).contains("https://elsewhere.example/");
    }
  }

  private static Receipt pushed(String answer) {
    try (ScriptedGateway gateway = answering(answer);
        PushClient client = gateway.client().build()) {
      return client.pushToUser("ann", "x");
    }
  }

  private static PushException failure(PushClient client) {
    PushException failure =
        catchThrowableOfType(PushException.class, () -> client.pushToUser("ann", "hello"));
    assertThat(failure).isNotNull();
    return failure;
  }
}
