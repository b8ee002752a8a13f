package io.wsgateway.http;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.stream.Collectors;

/**
 * Writes JSON byte for byte as Python's {@code json.dumps} does: a space behind commas and colons,
 * and every character beyond ASCII escaped. Clients of gateways written in Python may compare text.
 */
public final class PythonJson {
  private PythonJson() {}

  /** The text of a value; members keep their order. */
  public static String write(JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT -> object(value.asJsonObject());
      case ARRAY -> array(value.asJsonArray());
      case STRING -> string(((JsonString) value).getString());
      case NUMBER, TRUE, FALSE, NULL -> value.toString();
    };
  }

  private static String object(JsonObject object) {
    return object.entrySet().stream()
        .map(member -> string(member.getKey()) + ": " + write(member.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String array(JsonArray array) {
    return array.stream().map(PythonJson::write).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String string(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c > '~') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
