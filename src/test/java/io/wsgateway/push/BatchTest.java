package io.wsgateway.push;

import static io.wsgateway.push.ScriptedGateway.RECEIPT;
import static io.wsgateway.push.ScriptedGateway.answering;
import static io.wsgateway.push.ScriptedGateway.ok;
import static io.wsgateway.push.ScriptedGateway.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many messages: how they are split, and what is told of them. */
class BatchTest {
  @Test
  void batch_isSplit_afterAThousandMessages() {
    assertThat(sizes(Collections.nCopies(2_001, to(Target.user("ann"), "x"))))
        .containsExactly(1_000, 1_000, 1);
  }

  @Test
  void batch_isSplit_afterTenThousandDestinations() {
    List<String> many = IntStream.range(0, 1_000).mapToObj(i -> "u" + i).toList();

    assertThat(sizes(Collections.nCopies(11, to(Target.users(many), "x")))).containsExactly(10, 1);
  }

  @Test
  void batch_isSplit_byItsBytes_andALargeMessageGoesAlone() {
    Message half = to(Target.user("ann"), "世".repeat(700_000));
    Message large = to(Target.user("ann"), "x".repeat(5_000_000));

    assertThat(sizes(List.of(half, half, large, half, half))).containsExactly(1, 1, 1, 1, 1);
    assertThat(sizes(List.of(to(Target.all(), "x".repeat(4_000_000)), to(Target.all(), "y"))))
        .containsExactly(2);
  }

  @Test
  void parts_goOutInOrder_withKeysThatFollowFromTheBatchs() {
    try (ScriptedGateway gateway = answering(ok(results(1_000)), ok(results(500)));
        PushClient client = gateway.client().build()) {
      List<BatchResult> results = client.pushBatch(numbered(1_500), "nightly");

      assertThat(results).hasSize(1_500).allMatch(BatchResult::isPushed);
      assertThat(gateway.sent("Idempotency-Key")).containsExactly("nightly-0", "nightly-1");
      assertThat(gateway.requests().get(0)).contains("\"text\":\"0\"", "\"text\":\"999\"");
      assertThat(gateway.requests().get(1)).contains("\"text\":\"1000\"", "\"text\":\"1499\"");
    }
  }

  @Test
  void message_thatIsRefused_hasItsProblem() {
    String mixed =
        "{\"results\":[{\"receipts\":["
            + RECEIPT
            + "]},{\"problem\":{\"type\":\"urn:wsgateway:error:too-large\",\"title\":\"too large\","
            + "\"status\":413,\"detail\":\"x\"}}]}";
    try (ScriptedGateway gateway = answering(ok(mixed));
        PushClient client = gateway.client().build()) {
      List<BatchResult> results = client.pushBatch(numbered(2));

      assertThat(results.get(0).receipts()).hasSize(1);
      assertThat(results.get(1).problem().orElseThrow().code()).isEqualTo("too-large");
    }
  }

  @Test
  void part_thatFails_endsTheBatch_andTellsWhatWasNotSent() {
    try (ScriptedGateway gateway = answering(ok(results(1_000)), problem(403, "forbidden"));
        PushClient client = gateway.client().build()) {
      List<BatchResult> results = client.pushBatch(numbered(2_500));

      assertThat(results).hasSize(2_500);
      assertThat(results.subList(0, 1_000)).allMatch(BatchResult::isPushed);
      assertThat(codes(results.subList(1_000, 2_000))).containsOnly("forbidden");
      assertThat(codes(results.subList(2_000, 2_500))).containsOnly("not-sent");
      assertThat(gateway.requests()).hasSize(2);
    }
  }

  @Test
  void firstPart_thatFails_failsTheBatch() {
    try (ScriptedGateway gateway = answering(problem(403, "forbidden"));
        PushClient client = gateway.client().build()) {
      assertThat(
              catchThrowableOfType(PushException.class, () -> client.pushBatch(numbered(2_000)))
                  .code())
          .isEqualTo("forbidden");
    }
  }

  @Test
  void results_ofAnotherNumber_areMalformed() {
    try (ScriptedGateway gateway = answering(ok(results(1)));
        PushClient client = gateway.client().build()) {
      assertThat(
              catchThrowableOfType(PushException.class, () -> client.pushBatch(numbered(2))).code())
          .isEqualTo("malformed-answer");
    }
  }

  @Test
  void nothing_isNotSent() {
    try (PushClient client =
        PushClient.builder().uri(ScriptedGateway.nobody()).app("shop").build()) {
      assertThat(client.pushBatch(List.of())).isEmpty();
    }
  }

  @Test
  void keyOfAMessage_isRefused() {
    assertThatThrownBy(() -> new Batch(List.of(to(Target.all(), "x").withKey("mine"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Integer> sizes(List<Message> messages) {
    return new Batch(messages).parts().stream().map(Batch.Part::size).toList();
  }

  private static List<String> codes(List<BatchResult> results) {
    return results.stream().map(one -> one.problem().orElseThrow().code()).toList();
  }

  private static List<Message> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> to(Target.user("ann"), "" + i)).toList();
  }

  private static Message to(Target target, String text) {
    return Message.text(target, text);
  }

  private static String results(int count) {
    return "{\"results\":["
        + String.join(",", Collections.nCopies(count, "{\"receipts\":[" + RECEIPT + "]}"))
        + "]}";
  }
}
