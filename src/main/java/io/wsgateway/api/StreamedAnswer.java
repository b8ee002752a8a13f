package io.wsgateway.api;

import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Receipt;
import io.wsgateway.http.Problem;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a stream is answered with: receipts, as soon as they are there, or a problem.
 *
 * @param line which one, from 1
 * @param id what its sender calls it
 * @param receipts one for each destination
 * @param settled complete when they are there, or were waited for as long as an answer waits
 */
record StreamedAnswer(
    long line,
    @Nullable String id,
    List<CompletableFuture<Receipt>> receipts,
    CompletableFuture<Void> settled,
    @Nullable JsonObject problem) {

  static StreamedAnswer accepted(
      long line,
      @Nullable String id,
      List<CompletableFuture<Receipt>> receipts,
      CompletionStage<Void> settled) {
    return new StreamedAnswer(line, id, receipts, settled.toCompletableFuture(), null);
  }

  static StreamedAnswer refused(long line, @Nullable String id, JsonObject problem) {
    return new StreamedAnswer(
        line, id, List.of(), CompletableFuture.completedFuture(null), problem);
  }

  static StreamedAnswer refused(long line, @Nullable String id, GatewayException refusal) {
    return refused(line, id, document(refusal));
  }

  /**
   * A problem document, with {@code retryAfter} in whole seconds if the same may go better later:
   * not if some destinations have it already.
   */
  private static JsonObject document(GatewayException refusal) {
    JsonObjectBuilder document = Documents.object(Problem.of(refusal).toJsonObject());
    Duration pause = refusal.retryAfter();
    return pause == null
        ? document.build()
        : document.add("retryAfter", Problem.seconds(pause)).build();
  }

  /** One line of JSON, with its end. */
  void writeTo(StringBuilder text) {
    text.append("{\"line\":").append(line);
    if (id != null) {
      text.append(",\"id\":").append(Documents.quoted(id));
    }
    if (problem == null) {
      text.append(",\"receipts\":");
      Publisher.write(receipts, text);
    } else {
      text.append(",\"problem\":").append(problem);
    }
    text.append("}\n");
  }
}
