package io.wsgateway.push;

import static io.wsgateway.push.ScriptedGateway.RECEIPTS;
import static io.wsgateway.push.ScriptedGateway.answering;
import static io.wsgateway.push.ScriptedGateway.ok;
import static io.wsgateway.push.ScriptedGateway.stalled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.wsgateway.client.Eventually;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How many calls go on at once, and what becomes of one more. */
class InFlightTest {
  private static final Retries ONCE =
      new Retries(1, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10));

  @Test
  void oneMore_isRefusedAtOnce_ifItIsAsynchronous_andThePlaceIsFreeAfterwards() {
    try (ScriptedGateway gateway = answering(stalled(), ok(RECEIPTS));
        PushClient client = once(gateway).maxInFlight(1).build()) {
      CompletableFuture<Receipt> first = push(client);
      CompletableFuture<Receipt> second = push(client);

      assertThat(second).isCompletedExceptionally();
      PushException refused = cause(second);
      assertThat(refused.code()).isEqualTo("too-many-calls");
      assertThat(refused.isRetryable()).isTrue();
      assertThat(refused.mayHaveHappened()).isFalse();
      assertThat(cause(first).code()).isEqualTo("no-answer");
      assertThat(Eventually.get(push(client)).id()).contains("7");
    }
  }

  @Test
  void oneMore_waitsForItsTurn_ifItIsNot() {
    try (ScriptedGateway gateway = answering(stalled(), ok(RECEIPTS));
        PushClient client = once(gateway).maxInFlight(1).build()) {
      CompletableFuture<Receipt> first = push(client);

      assertThat(client.pushToUser("ann", "2").id()).contains("7");
      assertThat(first).isCompletedExceptionally();
    }
  }

  @Test
  void interrupt_endsTheWaiting() {
    try (ScriptedGateway gateway = answering(stalled());
        PushClient client = once(gateway).build()) {
      CompletableFuture<PushException> seen = new CompletableFuture<>();
      Thread caller =
          new Thread(
              () -> {
                PushException failure =
                    catchThrowableOfType(PushException.class, () -> client.pushToAll("x"));
                seen.complete(Thread.currentThread().isInterrupted() ? failure : null);
              });
      caller.start();
      Eventually.await("the request is there", () -> !gateway.requests().isEmpty());
      caller.interrupt();

      assertThat(Eventually.get(seen).code()).isEqualTo("interrupted");
    }
  }

  @Test
  void close_waitsForWhatGoesOn_andTakesNoMore() {
    try (ScriptedGateway gateway = answering(stalled())) {
      PushClient client = once(gateway).build();
      CompletableFuture<Receipt> first = push(client);
      client.close();
      client.close();

      assertThat(cause(first).code()).isEqualTo("no-answer");
      assertThat(cause(push(client)).code()).isEqualTo("closed");
      assertThat(catchThrowableOfType(PushException.class, () -> client.pushToAll("x")).code())
          .isEqualTo("closed");
    }
  }

  @Test
  void whatDependsOnATimeout_doesNotHoldUpOtherTimeouts() {
    try (ScriptedGateway gateway = answering(stalled());
        PushClient client = once(gateway).build()) {
      CompletableFuture<String> thread =
          push(client).handle((receipt, failure) -> Thread.currentThread().getName());

      assertThat(Eventually.get(thread)).doesNotContain("Delay");
    }
  }

  /** One that gives up long before anybody stops waiting for it. */
  private static PushClientBuilder once(ScriptedGateway gateway) {
    return gateway.client().retries(ONCE).requestTimeout(Duration.ofSeconds(2));
  }

  private static CompletableFuture<Receipt> push(PushClient client) {
    return client.async().pushToUser("ann", "hello").toCompletableFuture();
  }

  private static PushException cause(CompletableFuture<?> failed) {
    Throwable thrown =
        catchThrowableOfType(
            CompletionException.class, () -> failed.orTimeout(10, TimeUnit.SECONDS).join());
    return (PushException) thrown.getCause();
  }
}
