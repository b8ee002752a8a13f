package io.wsgateway.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The part of JSON Schema that the gateway's OpenAPI document uses. A keyword that it does not know
 * is a mistake of the schema, lest something in it be checked by nobody. Immutable.
 */
final class JsonSchema {
  /** They tell people something, and are not checked. */
  private static final Set<String> ANNOTATIONS =
      Set.of("description", "default", "examples", "format", "contentEncoding");

  private final JsonObject document;
  private final JsonObject schema;
  private final boolean closed;

  private JsonSchema(JsonObject document, JsonObject schema, boolean closed) {
    this.document = document;
    this.schema = schema;
    this.closed = closed;
  }

  /**
   * A schema that leaves room for more, as schemas do.
   *
   * @param document where its {@code $ref}s are
   */
  static JsonSchema of(JsonObject document, JsonObject schema) {
    return new JsonSchema(document, schema, false);
  }

  /** The same, but objects may have no members except those that are described. */
  JsonSchema closed() {
    return new JsonSchema(document, schema, true);
  }

  /** What is wrong with a value, each with its place; nothing if it is as it should be. */
  List<String> faults(JsonValue value) {
    List<String> faults = new ArrayList<>();
    check(schema, value, "", faults);
    return faults;
  }

  /** Throws unless every keyword of this schema, and of those within it, is one that is checked. */
  void requireKnownKeywords() {
    faults(JsonValue.NULL);
    for (JsonObject part : parts()) {
      of(document, part).requireKnownKeywords();
    }
  }

  private List<JsonObject> parts() {
    List<JsonValue> parts = new ArrayList<>();
    parts.addAll(
        schema.getOrDefault("properties", JsonValue.EMPTY_JSON_OBJECT).asJsonObject().values());
    parts.addAll(schema.getOrDefault("oneOf", JsonValue.EMPTY_JSON_ARRAY).asJsonArray());
    parts.add(schema.getOrDefault("items", JsonValue.NULL));
    parts.add(schema.getOrDefault("additionalProperties", JsonValue.NULL));
    return parts.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList();
  }

  /** What a {@code $ref} such as {@code #/components/schemas/Name} stands for. */
  static JsonObject resolve(JsonObject document, String reference) {
    if (!reference.startsWith("#/")) {
      throw new IllegalArgumentException("only references within the document: " + reference);
    }
    try {
      return document.getValue(reference.substring(1)).asJsonObject();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("leads nowhere: " + reference, e);
    }
  }

  private void check(JsonObject schema, JsonValue value, String at, List<String> faults) {
    schema.forEach((keyword, wanted) -> check(schema, keyword, wanted, value, at, faults));
    if (closed && schema.containsKey("properties") && !schema.containsKey("additionalProperties")) {
      additional(schema, JsonValue.FALSE, value, at, faults);
    }
  }

  private void check(
      JsonObject schema,
      String keyword,
      JsonValue wanted,
      JsonValue value,
      String at,
      List<String> faults) {
    boolean fits =
        switch (keyword) {
          case "type" -> hasType(value, text(wanted));
          case "const" -> value.equals(wanted);
          case "enum" -> wanted.asJsonArray().contains(value);
          case "minimum" -> !(value instanceof JsonNumber n) || compare(n, wanted) >= 0;
          case "maximum" -> !(value instanceof JsonNumber n) || compare(n, wanted) <= 0;
          case "minLength" -> !(value instanceof JsonString s) || length(s) >= number(wanted);
          case "maxLength" -> !(value instanceof JsonString s) || length(s) <= number(wanted);
          case "pattern" ->
              !(value instanceof JsonString s)
                  || Pattern.compile(text(wanted)).matcher(s.getString()).find();
          case "minItems" -> !(value instanceof JsonArray a) || a.size() >= number(wanted);
          case "maxItems" -> !(value instanceof JsonArray a) || a.size() <= number(wanted);
          case "minProperties" -> !(value instanceof JsonObject o) || o.size() >= number(wanted);
          case "maxProperties" -> !(value instanceof JsonObject o) || o.size() <= number(wanted);
          case "required" ->
              !(value instanceof JsonObject o)
                  || wanted.asJsonArray().stream().allMatch(name -> o.containsKey(text(name)));
          case "oneOf" ->
              wanted.asJsonArray().stream().filter(one -> matches(one, value)).count() == 1;
          case "$ref", "properties", "additionalProperties", "items" -> {
            descend(schema, keyword, wanted, value, at, faults);
            yield true;
          }
          default -> {
            if (!ANNOTATIONS.contains(keyword)) {
              throw new IllegalArgumentException("a keyword that is not checked: " + keyword);
            }
            yield true;
          }
        };
    if (!fits) {
      faults.add((at.isEmpty() ? "it" : at) + " is not of " + keyword + " " + wanted);
    }
  }

  /** The keywords that hold schemas for the value itself or its parts. */
  private void descend(
      JsonObject schema,
      String keyword,
      JsonValue wanted,
      JsonValue value,
      String at,
      List<String> faults) {
    if (keyword.equals("$ref")) {
      check(resolve(document, text(wanted)), value, at, faults);
    } else if (keyword.equals("properties") && value instanceof JsonObject object) {
      wanted
          .asJsonObject()
          .forEach(
              (name, of) -> {
                if (object.containsKey(name)) {
                  check(of.asJsonObject(), object.get(name), at + "." + name, faults);
                }
              });
    } else if (keyword.equals("additionalProperties")) {
      additional(schema, wanted, value, at, faults);
    } else if (keyword.equals("items") && value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        check(wanted.asJsonObject(), array.get(i), at + "[" + i + "]", faults);
      }
    }
  }

  /** The members that {@code properties} does not describe. */
  private void additional(
      JsonObject schema, JsonValue wanted, JsonValue value, String at, List<String> faults) {
    if (!(value instanceof JsonObject object) || is(wanted, ValueType.TRUE)) {
      return;
    }
    Set<String> described =
        schema.getOrDefault("properties", JsonValue.EMPTY_JSON_OBJECT).asJsonObject().keySet();
    for (Map.Entry<String, JsonValue> member : object.entrySet()) {
      String place = at + "." + member.getKey();
      if (described.contains(member.getKey())) {
        continue;
      }
      if (is(wanted, ValueType.FALSE)) {
        faults.add(place + " is not described");
      } else {
        check(wanted.asJsonObject(), member.getValue(), place, faults);
      }
    }
  }

  private boolean matches(JsonValue one, JsonValue value) {
    List<String> faults = new ArrayList<>();
    check(one.asJsonObject(), value, "", faults);
    return faults.isEmpty();
  }

  private static boolean hasType(JsonValue value, String type) {
    return switch (type) {
      case "object" -> value instanceof JsonObject;
      case "array" -> value instanceof JsonArray;
      case "string" -> value instanceof JsonString;
      case "number" -> value instanceof JsonNumber;
      case "integer" ->
          value instanceof JsonNumber n && n.bigDecimalValue().stripTrailingZeros().scale() <= 0;
      case "boolean" -> is(value, ValueType.TRUE) || is(value, ValueType.FALSE);
      default -> throw new IllegalArgumentException("a type that is not checked: " + type);
    };
  }

  private static boolean is(JsonValue value, ValueType type) {
    return value.getValueType() == type;
  }

  private static int compare(JsonNumber value, JsonValue bound) {
    return value.bigDecimalValue().compareTo(((JsonNumber) bound).bigDecimalValue());
  }

  /** In Unicode characters, as the specification has it. */
  private static int length(JsonString value) {
    return value.getString().codePointCount(0, value.getString().length());
  }

  private static int number(JsonValue value) {
    return ((JsonNumber) value).intValueExact();
  }

  private static String text(JsonValue value) {
    return ((JsonString) value).getString();
  }
}
