package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What clients and back ends say in the recorded cases of a dialect, as something to start from.
 */
final class RecordedSeeds {
  private final List<JsonObject> steps = new ArrayList<>();

  RecordedSeeds(String dialect) {
    try (InputStream file = RecordedSeeds.class.getResourceAsStream("/wire/" + dialect + ".json");
        JsonReader reader = Json.createReader(file)) {
      for (JsonObject one : reader.readArray().getValuesAs(JsonObject.class)) {
        JsonArray all = one.getJsonArray("steps");
        if (all != null) {
          steps.addAll(all.getValuesAs(JsonObject.class));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text messages of clients, each once. */
  List<String> messages() {
    return steps.stream()
        .map(step -> step.get("send"))
        .filter(JsonString.class::isInstance)
        .map(text -> ((JsonString) text).getString())
        .distinct()
        .toList();
  }

  /** The requests of back ends, each once. */
  List<HttpSeed> requests() {
    return steps.stream()
        .map(step -> step.get("http"))
        .filter(JsonObject.class::isInstance)
        .distinct()
        .map(request -> request(request.asJsonObject()))
        .toList();
  }

  private static HttpSeed request(JsonObject request) {
    Head head =
        new Head(request.getString("method"), request.getString("path").replace(" ", "%20"));
    JsonObject headers =
        request.containsKey("headers")
            ? request.getJsonObject("headers")
            : JsonValue.EMPTY_JSON_OBJECT;
    for (Map.Entry<String, JsonValue> header : headers.entrySet()) {
      if (header.getValue() instanceof JsonString value) {
        head = head.with(header.getKey(), value.getString());
      }
    }
    String body = request.getString("body", null);
    return new HttpSeed(head, body == null ? null : body.getBytes(UTF_8));
  }
}
