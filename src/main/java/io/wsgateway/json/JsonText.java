package io.wsgateway.json;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON from anybody: strictly by RFC 8259, and in time and memory proportional to the text.
 *
 * <p>A number keeps the form in which it was written: its {@code toString()} is that text, and
 * {@code isIntegral()} says that it has neither a fraction nor an exponent, so that {@code 1.0} and
 * {@code 1e3} are not integers, as in Python and Go.
 */
public final class JsonText {
  /** Objects and arrays within each other, the outermost included. */
  public static final int MAX_DEPTH = 64;

  /** More than the digits of any double; beyond, arithmetic costs more than reading. */
  static final int MAX_NUMBER_LENGTH = 1000;

  /** Every use of {@code jakarta.json.Json} would search the class path for it again. */
  private static final JsonProvider PROVIDER = JsonProvider.provider();

  private static final JsonParserFactory PARSERS = PROVIDER.createParserFactory(Map.of());
  private static final JsonBuilderFactory BUILDERS = PROVIDER.createBuilderFactory(Map.of());

  /** So many digits always fit in a long. */
  private static final int SAFE_DIGITS = 18;

  private JsonText() {}

  /**
   * The value that a text consists of, or nothing if it is not JSON, is nested deeper than {@link
   * #MAX_DEPTH}, or has a number that no double can hold or of more than 1000 characters. Of
   * members with the same name the last one counts, in the first one's place. Half a surrogate pair
   * is a character like others.
   */
  public static Optional<JsonValue> parse(String text) {
    try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      JsonValue value = value(parser, parser.next(), 1);
      return parser.hasNext() ? Optional.empty() : Optional.of(value);
    } catch (RuntimeException e) {
      // Parsers have more ways to say "not JSON" than JsonException: no such element, bad state,
      // ...
      return Optional.empty();
    }
  }

  private static JsonValue value(JsonParser parser, Event event, int depth) {
    return switch (event) {
      case START_OBJECT -> object(parser, depth);
      case START_ARRAY -> array(parser, depth);
      case VALUE_STRING -> PROVIDER.createValue(parser.getString());
      case VALUE_NUMBER -> number(parser.getString());
      case VALUE_TRUE -> JsonValue.TRUE;
      case VALUE_FALSE -> JsonValue.FALSE;
      case VALUE_NULL -> JsonValue.NULL;
      default -> throw new JsonException("Expected a value, found " + event);
    };
  }

  private static JsonValue object(JsonParser parser, int depth) {
    checkDepth(depth);
    JsonObjectBuilder object = BUILDERS.createObjectBuilder();
    while (parser.next() == Event.KEY_NAME) {
      String key = parser.getString();
      object.add(key, value(parser, parser.next(), depth + 1));
    }
    return object.build();
  }

  private static JsonValue array(JsonParser parser, int depth) {
    checkDepth(depth);
    JsonArrayBuilder array = BUILDERS.createArrayBuilder();
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      array.add(value(parser, event, depth + 1));
    }
    return array.build();
  }

  private static void checkDepth(int depth) {
    if (depth > MAX_DEPTH) {
      throw new JsonException("Nested deeper than " + MAX_DEPTH);
    }
  }

  private static JsonValue number(String text) {
    if (text.length() > MAX_NUMBER_LENGTH) {
      throw new JsonException("A number longer than " + MAX_NUMBER_LENGTH);
    }
    NumberText number = new NumberText(text);
    if (number.isIntegral() && text.length() <= SAFE_DIGITS && !text.equals("-0")) {
      return PROVIDER.createValue(Long.parseLong(text)); // a third of the memory
    }
    if (Double.isInfinite(number.doubleValue())) {
      throw new JsonException("A number beyond what a double can hold");
    }
    return number;
  }
}
