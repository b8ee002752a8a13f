package io.wsgateway.api;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.http.Problem;
import io.wsgateway.http.ProblemMapper;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Answers when a stage is complete: at once if it is already, and otherwise on a thread of the
 * container's, because an answer is written at the pace of whoever reads it, and the threads that
 * complete stages are not to wait.
 */
@ApplicationScoped
public class Replies {
  @Resource private ManagedExecutorService executor;

  /** Answers with what a form makes of the stage's value; a failure is a problem document. */
  public <T> CompletionStage<Response> when(CompletionStage<T> stage, Function<T, Response> form) {
    return then(stage, form).exceptionally(Replies::problem);
  }

  /** Goes on with the stage's value, not on the thread that completes it. */
  public <T, R> CompletionStage<R> then(CompletionStage<T> stage, Function<T, R> next) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    // thenApplyAsync would leave a failure on the thread that it came from.
    CompletableFuture<T> moved =
        future.isDone() ? future : future.whenCompleteAsync((value, failure) -> {}, executor);
    return moved.thenApply(next);
  }

  /** 200 with a document. */
  static Response ok(JsonValue document) {
    return Response.ok(document.toString(), MediaType.APPLICATION_JSON_TYPE).build();
  }

  static Response noContent() {
    return Response.noContent().build();
  }

  /** What a failure looks like to the caller. */
  static Response problem(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof InvalidBody invalid) {
      return new InvalidBodyMapper().toResponse(invalid);
    }
    if (cause instanceof RejectedExecutionException) {
      // Servers have only so many threads for this.
      return Problem.of(
              ErrorCode.OVERLOADED,
              "The server has no thread left to answer; what was asked for may have been done")
          .toResponse();
    }
    return new ProblemMapper().toResponse(cause);
  }
}
