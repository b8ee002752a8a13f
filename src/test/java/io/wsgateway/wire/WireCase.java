package io.wsgateway.wire;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One recorded conversation, as it stands in a file. */
record WireCase(JsonObject json) {
  private static final Set<String> REDIS_WRITES = Set.of("SET", "HSET", "SADD");

  /** The cases of {@code wire/NAME.json} on the class path, in their order. */
  static List<WireCase> load(String name) {
    String resource = "/wire/" + name + ".json";
    InputStream in = WireCase.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalArgumentException("no " + resource + " on the class path");
    }
    try (JsonReader reader = Json.createReader(in)) {
      return reader.readArray().getValuesAs(WireCase::new);
    }
  }

  String name() {
    return json.getString("name");
  }

  Verdict verdict() {
    return Verdict.valueOf(json.getString("verdict").toUpperCase(Locale.ROOT));
  }

  /** Whether it was read in the original's source and never seen; such a case has no steps. */
  boolean isFromSource() {
    return json.getString("source").equals("from source");
  }

  /** Whether its steps can be played; else it was seen by hand, and they only illustrate it. */
  boolean isScripted() {
    return json.getBoolean("scripted", true);
  }

  /** Whether it kills or hangs the original. */
  boolean isDestructive() {
    return json.getBoolean("destructive", false);
  }

  /** Whether it takes longer than five seconds. */
  boolean isSlow() {
    return json.getBoolean("slow", false);
  }

  /** Texts to overlook when they come in between. */
  Set<String> skippedTexts() {
    JsonArray texts = json.getOrDefault("skip_text", JsonArray.EMPTY_JSON_ARRAY).asJsonArray();
    return texts.getValuesAs(JsonString::getString).stream().collect(Collectors.toSet());
  }

  /** Values for {@code ${name}} in its steps. */
  Map<String, String> variables() {
    JsonObject vars = json.getOrDefault("vars", JsonObject.EMPTY_JSON_OBJECT).asJsonObject();
    Map<String, String> result = new LinkedHashMap<>();
    vars.keySet().forEach(name -> result.put(name, vars.getString(name)));
    return result;
  }

  List<JsonObject> steps() {
    return json.getJsonArray("steps").getValuesAs(JsonObject.class);
  }

  /** The nodes that it talks to. */
  Set<String> nodes() {
    return steps().stream()
        .filter(step -> step.containsKey("open") || step.containsKey("http"))
        .map(step -> step.getString("node", "main"))
        .collect(Collectors.toSet());
  }

  /** Whether it writes into the original's Redis before it looks at the gateway. */
  boolean preparesRedis() {
    return steps().stream()
        .filter(step -> step.containsKey("redis"))
        .anyMatch(step -> REDIS_WRITES.contains(step.getJsonArray("redis").getString(0)));
  }
}
