package io.wsgateway.api;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.Map;
import java.util.TreeMap;

/** Makes JSON documents. {@code jakarta.json.Json} would search the class path for each builder. */
final class Documents {
  private static final JsonProvider PROVIDER = JsonProvider.provider();
  private static final JsonBuilderFactory BUILDERS = PROVIDER.createBuilderFactory(Map.of());

  private Documents() {}

  static JsonObjectBuilder object() {
    return BUILDERS.createObjectBuilder();
  }

  /** To be continued. */
  static JsonObjectBuilder object(JsonObject start) {
    return BUILDERS.createObjectBuilder(start);
  }

  static JsonArrayBuilder array() {
    return BUILDERS.createArrayBuilder();
  }

  /** A text as JSON writes it. */
  static String quoted(String text) {
    return PROVIDER.createValue(text).toString();
  }

  /** Texts by their names, in the order of these. */
  static JsonObjectBuilder texts(Map<String, String> texts) {
    JsonObjectBuilder object = object();
    new TreeMap<>(texts).forEach(object::add);
    return object;
  }
}
