package io.wsgateway.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.TreeMap;

/** Who writes the JSON: the same value has other bytes in each. */
public enum JsonStyle {
  /**
   * {@code json.dumps}: a space behind commas and colons, ASCII only, fractions as {@code repr}.
   */
  PYTHON(", ", ": ") {
    @Override
    void string(StringBuilder out, String text) {
      Escapes.writePython(out, text, false);
    }
  },

  /** As {@link #PYTHON}, but {@code </} is written {@code <\/}: Tornado's {@code json_encode}. */
  TORNADO(", ", ": ") {
    @Override
    void string(StringBuilder out, String text) {
      Escapes.writePython(out, text, true);
    }
  },

  /** {@code encoding/json} of a struct: compact, members as given, integers as given. */
  GO(",", ":"),

  /**
   * {@code encoding/json} of a map that it has read itself: members in the order of their names'
   * bytes at every level, every number a double. Large integers lose digits.
   */
  GO_MAP(",", ":") {
    @Override
    Map<String, JsonValue> members(JsonObject object) {
      Map<String, JsonValue> sorted = new TreeMap<>(WholeText.ORDER);
      object.forEach((name, value) -> sorted.put(WholeText.of(name), value));
      return sorted;
    }
  };

  /** Leaves room to wrap what was read at its deepest. */
  static final int MAX_DEPTH = JsonText.MAX_DEPTH + 8;

  private final String comma;
  private final String colon;

  JsonStyle(String comma, String colon) {
    this.comma = comma;
    this.colon = colon;
  }

  /**
   * The text of a value. A number that no double can hold is written as it is.
   *
   * @throws IllegalArgumentException if it is nested more than eight levels deeper than {@link
   *     JsonText} reads
   */
  public String write(JsonValue value) {
    StringBuilder out = new StringBuilder();
    value(out, value, 1);
    return out.toString();
  }

  /** The text of a string, quotes included. */
  public String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    string(out, text);
    return out.toString();
  }

  void string(StringBuilder out, String text) {
    Escapes.writeGo(out, text);
  }

  /** The members in the order in which they are written. */
  Map<String, JsonValue> members(JsonObject object) {
    return object;
  }

  private void value(StringBuilder out, JsonValue value, int depth) {
    switch (value.getValueType()) {
      case OBJECT -> object(out, value.asJsonObject(), depth);
      case ARRAY -> array(out, value.asJsonArray(), depth);
      case STRING -> string(out, ((JsonString) value).getString());
      case NUMBER -> number(out, value.toString());
      case TRUE -> out.append("true");
      case FALSE -> out.append("false");
      case NULL -> out.append("null");
    }
  }

  private void object(StringBuilder out, JsonObject object, int depth) {
    checkDepth(depth);
    out.append('{');
    String separator = "";
    for (Map.Entry<String, JsonValue> member : members(object).entrySet()) {
      out.append(separator);
      string(out, member.getKey());
      out.append(colon);
      value(out, member.getValue(), depth + 1);
      separator = comma;
    }
    out.append('}');
  }

  private void array(StringBuilder out, JsonArray array, int depth) {
    checkDepth(depth);
    out.append('[');
    String separator = "";
    for (JsonValue value : array) {
      out.append(separator);
      value(out, value, depth + 1);
      separator = comma;
    }
    out.append(']');
  }

  private void number(StringBuilder out, String text) {
    if (this != GO_MAP && NumberText.isIntegral(text)) {
      out.append(text.equals("-0") ? "0" : text); // integers have no negative zero
      return;
    }
    double number = Double.parseDouble(text);
    if (Double.isInfinite(number)) {
      out.append(text);
    } else if (this == GO || this == GO_MAP) {
      ShortestDecimal.of(number).writeGo(out);
    } else {
      ShortestDecimal.of(number).writePython(out);
    }
  }

  private static void checkDepth(int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "JSON nested deeper than " + MAX_DEPTH + " levels; write a flatter value");
    }
  }
}
