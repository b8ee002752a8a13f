package io.wsgateway.wire;

import io.wsgateway.client.HttpAnswer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a step expects of an HTTP answer, to a request or to a handshake. */
final class AnswerCheck {
  /**
   * Headers that are overlooked: {@code Server} names the product that answered and {@code Date}
   * the moment, which is what they are for. No client of a gateway acts on them, and where a
   * recording has one it says which software was recorded.
   */
  private static final Set<String> OVERLOOKED = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    OVERLOOKED.add("Server");
    OVERLOOKED.add("Date");
  }

  private final @Nullable Expected status;
  private final @Nullable Expected body;
  private final @Nullable Expected contentType;
  private final Map<String, Expected> headers = new LinkedHashMap<>();

  private AnswerCheck(JsonObject step, JsonObject headers, @Nullable JsonValue status) {
    this.status = status == null ? null : Expected.of(status);
    body = step.containsKey("body") ? Expected.of(step.get("body")) : null;
    contentType =
        step.containsKey("content_type") ? Expected.contentType(step.get("content_type")) : null;
    headers.forEach(
        (name, value) -> {
          if (!OVERLOOKED.contains(name)) {
            this.headers.put(name, Expected.of(value));
          }
        });
  }

  /** Of the answer to a request: nothing is expected that the step does not say. */
  static AnswerCheck ofRequest(JsonObject step) {
    return new AnswerCheck(step, object(step, "headers"), step.get("status"));
  }

  /** Of the answer to a handshake: 101 unless the step says otherwise. */
  static AnswerCheck ofHandshake(JsonObject step) {
    JsonValue status = step.getOrDefault("status", Json.createValue(101));
    return new AnswerCheck(step, object(step, "response_headers"), status);
  }

  void check(HttpAnswer answer, Stage stage) {
    Variables variables = stage.variables();
    if (status != null && !status.isMetBy(answer.status(), variables)) {
      String excerpt = answer.text().substring(0, Math.min(300, answer.text().length()));
      throw new AssertionError(
          "status: got " + answer.status() + " (" + excerpt + "), want " + status);
    }
    if (!stage.statusOnly()) {
      if (contentType != null) {
        contentType.check("content type", answer.header("Content-Type").orElse(null), variables);
      }
      if (body != null) {
        body.check("body", answer.text(), variables);
      }
    }
    headers.forEach(
        (name, value) ->
            value.check("header " + name, answer.header(name).orElse(null), variables));
  }

  private static JsonObject object(JsonObject step, String key) {
    return step.getOrDefault(key, JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
  }
}
