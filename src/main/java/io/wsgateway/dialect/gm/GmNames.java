package io.wsgateway.dialect.gm;

import io.wsgateway.json.JsonStyle;
import io.wsgateway.json.JsonText;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.Optional;

/**
 * Ids of clients and groups as names of users and topics. An id is any JSON scalar, and the number
 * 5 is another id than the string "5"; a name is text. The number 5 is the user {@code 5}, true is
 * {@code true}. A string is the name itself, unless that would read as a JSON scalar or is empty:
 * then it keeps its quotes, so that "5" is the user {@code "5"}. No two ids share a name, except
 * numbers that Python writes alike.
 *
 * <p>The original took 1, 1.0 and true for the same id, since Python does; here they are three.
 */
final class GmNames {
  private GmNames() {}

  /** The name for an id, or nothing if it is an object or a list, which are no ids. */
  static Optional<String> of(JsonValue id) {
    return switch (id.getValueType()) {
      case OBJECT, ARRAY -> Optional.empty();
      case STRING -> Optional.of(ofString(((JsonString) id).getString()));
      case NUMBER, TRUE, FALSE, NULL -> Optional.of(JsonStyle.PYTHON.write(id));
    };
  }

  /**
   * The user that a token or the application knows under an id: there are no quotes there, so that
   * 5 and "5" are the same.
   */
  static String proved(String name) {
    return JsonText.parse(name).orElse(null) instanceof JsonString text ? text.getString() : name;
  }

  /** The id behind a name, as JSON. */
  static String toJson(String name) {
    return isScalar(name) ? name : JsonStyle.PYTHON.quote(name);
  }

  /** The id behind a user's name, as Python's {@code str} prints it. */
  static String printed(String name) {
    JsonValue id = JsonText.parse(name).orElse(null);
    if (id == null) {
      return name;
    }
    return switch (id.getValueType()) {
      case STRING -> ((JsonString) id).getString();
      case TRUE -> "True";
      case FALSE -> "False";
      case NULL -> "None";
      case NUMBER, OBJECT, ARRAY -> name;
    };
  }

  private static String ofString(String id) {
    return id.isEmpty() || isScalar(id) ? JsonStyle.PYTHON.quote(id) : id;
  }

  private static boolean isScalar(String text) {
    return JsonText.parse(text).filter(value -> !(value instanceof JsonStructure)).isPresent();
  }
}
