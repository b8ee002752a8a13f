package io.wsgateway.wire;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Gives a name that stands in a case a new one in every play, so that cases do not see what earlier
 * ones left behind. Names are also found in binary messages. A case that sends a message in
 * fragments keeps the name, which may be cut in two.
 */
final class FreshName {
  private static final AtomicLong LAST = new AtomicLong(System.currentTimeMillis() << 8);

  private final Pattern name;
  private final String fresh;

  FreshName(String name) {
    this.name = Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(name) + "(?![A-Za-z0-9])");
    fresh = name + Long.toHexString(LAST.incrementAndGet());
  }

  /** The case with the name replaced. */
  WireCase in(WireCase original) {
    boolean fragments =
        original.steps().stream().anyMatch(step -> step.containsKey("send_continuation"));
    return fragments ? original : new WireCase(replace(original.json()));
  }

  private JsonObject replace(JsonObject object) {
    JsonObjectBuilder result = Json.createObjectBuilder();
    object.forEach(
        (key, value) -> result.add(key, key.endsWith("_hex") ? replaceHex(value) : replace(value)));
    return result.build();
  }

  private JsonValue replace(JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT -> replace(value.asJsonObject());
      case ARRAY -> replace(value.asJsonArray());
      case STRING -> Json.createValue(replace(((JsonString) value).getString()));
      default -> value;
    };
  }

  private JsonArray replace(JsonArray array) {
    JsonArrayBuilder result = Json.createArrayBuilder();
    array.forEach(value -> result.add(replace(value)));
    return result.build();
  }

  private JsonValue replaceHex(JsonValue digits) {
    byte[] bytes = HexFormat.of().parseHex(((JsonString) digits).getString());
    String replaced = replace(new String(bytes, StandardCharsets.ISO_8859_1));
    byte[] result = replaced.getBytes(StandardCharsets.ISO_8859_1);
    return Json.createValue(HexFormat.of().formatHex(result));
  }

  private String replace(String text) {
    return name.matcher(text).replaceAll(fresh);
  }
}
