package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.server.GatewayWar;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Inside the server: what comes again while the first is still being done. */
@ArquillianTest
class IdempotencyRunningIT {
  @Inject private Idempotency idempotency;

  @Deployment
  static WebArchive war() {
    return GatewayWar.withTest(GatewayWar.named("running", Map.of()), IdempotencyRunningIT.class);
  }

  @Test
  void whatIsBeingDone_isNotDoneAgain() throws Exception {
    CompletableFuture<Outcome> work = new CompletableFuture<>();
    AtomicInteger started = new AtomicInteger();
    CompletionStage<Response> first = once("a", "{}", () -> count(started, work));

    Response meanwhile = get(once("a", "{}", () -> count(started, work)));
    Response other = get(once("a", "[]", () -> count(started, work)));
    assertThat(meanwhile.getStatus()).isEqualTo(409);
    assertThat(meanwhile.getHeaderString("Retry-After")).isEqualTo("1");
    assertThat(String.valueOf(meanwhile.getEntity())).contains("urn:wsgateway:error:in-progress");
    assertThat(other.getStatus()).isEqualTo(422);
    assertThat(first.toCompletableFuture()).isNotDone();

    work.complete(new Outcome(200, "", "{\"done\":1}"));

    assertThat(get(first).getEntity()).isEqualTo("{\"done\":1}");
    Response after = get(once("a", "{}", () -> count(started, work)));
    assertThat(after.getEntity()).isEqualTo("{\"done\":1}");
    assertThat(after.getHeaderString("Idempotency-Replayed")).isEqualTo("true");
    assertThat(started).hasValue(1);
  }

  @Test
  void whatFails_nowOrLater_leavesTheKeyFree() throws Exception {
    GatewayException refusal = new GatewayException(ErrorCode.OVERLOADED, "too much");
    CompletableFuture<Outcome> work = new CompletableFuture<>();
    CompletionStage<Response> later = once("b", "{}", () -> work);
    work.completeExceptionally(refusal);
    assertThat(get(later).getStatus()).isEqualTo(503);

    CompletionStage<Response> now =
        once(
            "b",
            "{}",
            () -> {
              throw refusal;
            });
    assertThat(get(now).getStatus()).isEqualTo(503);

    Response fine =
        get(once("b", "{}", () -> CompletableFuture.completedStage(new Outcome(200, "", "{}"))));
    assertThat(fine.getStatus()).isEqualTo(200);
    assertThat(fine.getHeaderString("Idempotency-Replayed")).isNull();
  }

  private static CompletionStage<Outcome> count(
      AtomicInteger started, CompletableFuture<Outcome> work) {
    started.incrementAndGet();
    return work;
  }

  private CompletionStage<Response> once(
      String key, String body, Supplier<CompletionStage<Outcome>> work) throws IOException {
    ByteArrayInputStream bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    return idempotency.once(key, "test", JsonBody.read("application/json", bytes), work);
  }

  private static Response get(CompletionStage<Response> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
