package io.wsgateway.api;

import static io.wsgateway.api.OpenApiDocument.member;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One operation of the OpenAPI document: a method of a path. Immutable. */
final class OpenApiOperation {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");

  private final OpenApiDocument document;
  private final String method;
  private final String path;
  private final JsonObject json;
  private final List<JsonObject> parameters;

  OpenApiOperation(
      OpenApiDocument document,
      String method,
      String path,
      JsonObject json,
      List<JsonObject> shared) {
    this.document = document;
    this.method = method.toUpperCase(Locale.ROOT);
    this.path = path;
    this.json = json;
    parameters = new ArrayList<>(shared);
    parameters.addAll(document.objects(json, "parameters"));
  }

  String id() {
    return json.getString("operationId");
  }

  String method() {
    return method;
  }

  /** Below the server's address, with placeholders. */
  String path() {
    return path;
  }

  JsonObject json() {
    return json;
  }

  /** Those of the path first. */
  List<JsonObject> parameters() {
    return parameters;
  }

  /** The names of the placeholders in its path. */
  List<String> placeholders() {
    return PLACEHOLDER.matcher(path).results().map(found -> found.group(1)).toList();
  }

  /** Whether a key is wanted. */
  boolean isGuarded() {
    return !json.containsKey("security") || !json.getJsonArray("security").isEmpty();
  }

  /** Whether a request is for this operation. */
  boolean isFor(String method, String path) {
    return this.method.equals(method) && match(path).matches();
  }

  private Matcher match(String path) {
    String fits = PLACEHOLDER.matcher(this.path).replaceAll("(?<$1>[^/]+)");
    return Pattern.compile(fits).matcher(path.split("\\?", 2)[0]);
  }

  /** Whether it has a parameter of that name. */
  boolean takes(String parameter) {
    return parameters.stream().anyMatch(one -> one.getString("name").equals(parameter));
  }

  /** What is wrong with a request for this operation, as far as the document says. */
  List<String> requestFaults(String path, @Nullable JsonValue body) {
    Matcher inPath = match(path);
    assertThat(inPath.matches()).isTrue();
    Map<String, String> query = query(path);
    List<String> faults = new ArrayList<>();
    for (JsonObject parameter : parameters) {
      String name = parameter.getString("name");
      String value =
          parameter.getString("in").equals("path") ? inPath.group(name) : query.get(name);
      if (value != null) {
        String text = URLDecoder.decode(value, UTF_8);
        JsonSchema schema = document.schema(parameter.getJsonObject("schema"));
        // What looks like a number may still be a name.
        boolean fits =
            schema.faults(Json.createValue(text)).isEmpty()
                || text.matches("-?[0-9]{1,18}")
                    && schema.faults(Json.createValue(Long.parseLong(text))).isEmpty();
        if (!fits) {
          faults.add(name + " cannot be " + text);
        }
      }
    }
    if (body != null) {
      faults.addAll(document.schema(body().orElseThrow().getJsonObject("schema")).faults(body));
    }
    return faults;
  }

  private static Map<String, String> query(String path) {
    Map<String, String> query = new HashMap<>();
    if (path.contains("?")) {
      for (String pair : path.split("\\?", 2)[1].split("&")) {
        query.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
      }
    }
    return query;
  }

  /** The path with placeholders filled in: with given values, or with the document's examples. */
  String pathWith(Map<String, String> values) {
    return PLACEHOLDER
        .matcher(path)
        .replaceAll(
            found -> {
              String value = values.get(found.group(1));
              return Matcher.quoteReplacement(value == null ? example(found.group(1)) : value);
            });
  }

  private String example(String parameter) {
    JsonValue example =
        parameters.stream()
            .filter(described -> described.getString("name").equals(parameter))
            .map(described -> described.get("example"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(this + " does not describe " + parameter));
    return example instanceof JsonString text ? text.getString() : example.toString();
  }

  /** Whether its answer goes on for as long as somebody reads it. */
  boolean isStream() {
    return member(response(String.valueOf(success())).orElseThrow(), "content")
            .containsKey("text/event-stream")
        || takesLines();
  }

  /** Whether its body goes on for as long as somebody writes it. */
  boolean takesLines() {
    return member(member(json, "requestBody"), "content").containsKey("application/x-ndjson");
  }

  /** Whether it does nothing without a body. */
  boolean needsBody() {
    return member(json, "requestBody").getBoolean("required", false);
  }

  /** What describes the body that it takes, if any: a schema and examples. */
  Optional<JsonObject> body() {
    return Optional.ofNullable(
        member(member(json, "requestBody"), "content").getJsonObject("application/json"));
  }

  /** The bodies that are its examples. */
  List<JsonValue> bodies() {
    return body().map(OpenApiDocument::examples).orElse(List.of());
  }

  /** The first of them, or null if it takes no body. */
  @Nullable String firstBody() {
    return bodies().isEmpty() ? null : bodies().get(0).toString();
  }

  /** The statuses that it says it may answer with. */
  Set<Integer> statuses() {
    return json.getJsonObject("responses").keySet().stream()
        .filter(status -> !status.equals("default"))
        .map(Integer::valueOf)
        .collect(Collectors.toSet());
  }

  /** The status that it answers with when all is well. */
  int success() {
    return statuses().stream().filter(status -> status < 400).findFirst().orElseThrow();
  }

  /** The response of a status, references followed; or what stands for every other status. */
  Optional<JsonObject> response(String status) {
    return Optional.ofNullable(json.getJsonObject("responses").getJsonObject(status))
        .map(document::followed);
  }

  /** What is wrong with an answer; a status that is not described is. */
  List<String> faults(HttpAnswer answer) {
    return response(String.valueOf(answer.status()))
        .map(response -> document.faults(response, answer))
        .orElseGet(() -> List.of("the document does not know status " + answer.status()));
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
