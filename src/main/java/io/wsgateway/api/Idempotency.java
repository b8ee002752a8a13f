package io.wsgateway.api;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.ExpiringStore;
import io.wsgateway.core.GatewayException;
import io.wsgateway.http.Problem;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does what comes with the same {@code Idempotency-Key} once, and tells its success again to who
 * repeats it within {@code gateway.api.idempotency-window}. A failure is not remembered: the key is
 * free again.
 *
 * <p>A key is taken when the work begins and has its outcome when it is done. If the node is lost
 * in between, the key is free again after {@link #RUNNING}, and what was done may be done again.
 *
 * <p>Has no state, and no proxy either: one could not see this package's own types everywhere.
 */
@Dependent
class Idempotency {
  /** The header that a caller sends. */
  static final String KEY = "Idempotency-Key";

  /** The header that tells that nothing was done this time. */
  static final String REPLAYED = "Idempotency-Replayed";

  /** Longer than anything takes here. */
  private static final Duration RUNNING = Duration.ofSeconds(30);

  private static final int MAX_LENGTH = 200;

  @Inject private ExpiringStore store;
  @Inject private GatewayConfig config;
  @Inject private Replies replies;

  /**
   * Does the work, or tells what came of it before.
   *
   * @param key the caller's, or null for work that is done whenever it is asked for
   * @param work not done on a thread that may not wait; nor may its stage complete on one
   * @param scope tells this key from the same one in another app or of another path
   * @throws GatewayException {@link ErrorCode#BAD_REQUEST} if the key cannot be one
   */
  CompletionStage<Response> once(
      @Nullable String key, String scope, JsonBody body, Supplier<CompletionStage<Outcome>> work) {
    if (key == null) {
      return work.get()
          .thenApply(outcome -> outcome.toResponse().build())
          .exceptionally(Replies::problem);
    }
    if (!key.matches("[!-~]{1," + MAX_LENGTH + "}")) {
      throw new GatewayException(
          ErrorCode.BAD_REQUEST,
          "The " + KEY + " is not 1 to " + MAX_LENGTH + " visible characters of ASCII");
    }
    String name = "idempotency\n" + scope + "\n" + key;
    String digest = body.digest();
    CompletionStage<Optional<String>> before = store.putIfAbsent(name, digest, min(RUNNING));
    return replies
        .then(
            before,
            found ->
                found.isPresent()
                    ? CompletableFuture.completedStage(again(found.get(), digest))
                    : first(name, digest, work))
        .thenCompose(Function.identity())
        .exceptionally(Replies::problem);
  }

  private CompletionStage<Response> first(
      String name, String digest, Supplier<CompletionStage<Outcome>> work) {
    CompletionStage<Outcome> done;
    try {
      done = work.get();
    } catch (RuntimeException e) {
      done = CompletableFuture.failedStage(e);
    }
    return replies.when(
        done.handle((outcome, failure) -> note(name, digest, outcome, failure))
            .thenCompose(Function.identity()),
        outcome -> outcome.toResponse().build());
  }

  /** Whether it can be noted does not change what was done. */
  private CompletionStage<Outcome> note(
      String name, String digest, @Nullable Outcome outcome, @Nullable Throwable failure) {
    if (outcome == null) {
      Throwable cause = failure == null ? new IllegalStateException("no outcome") : failure;
      return store
          .remove(name)
          .handle((removed, unnoted) -> CompletableFuture.<Outcome>failedStage(cause))
          .thenCompose(Function.identity());
    }
    return store
        .put(name, digest + " " + outcome.write(), config.api().idempotencyWindow())
        .handle((noted, unnoted) -> outcome);
  }

  private Duration min(Duration running) {
    Duration window = config.api().idempotencyWindow();
    return window.compareTo(running) < 0 ? window : running;
  }

  private static Response again(String known, String digest) {
    int end = known.indexOf(' ');
    if (!digest.equals(end < 0 ? known : known.substring(0, end))) {
      return Problem.of(
              ErrorCode.KEY_REUSED,
              "This " + KEY + " came with another body before; use a new one for a new request")
          .toResponse();
    }
    if (end < 0) {
      return Response.fromResponse(
              Problem.of(
                      ErrorCode.IN_PROGRESS,
                      "A request with this " + KEY + " is being done; ask again in a second")
                  .toResponse())
          .header(HttpHeaders.RETRY_AFTER, 1)
          .build();
    }
    return Outcome.read(known.substring(end + 1)).toResponse().header(REPLAYED, "true").build();
  }
}
