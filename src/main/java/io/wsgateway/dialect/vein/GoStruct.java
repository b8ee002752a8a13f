package io.wsgateway.dialect.vein;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.json.GoFields;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A JSON object as Go reads it into a struct: a field that is missing or null is empty or 0, and
 * one of another type is {@link ErrorCode#BAD_REQUEST} with Go's own words, which back ends get to
 * see.
 *
 * @param name what Go calls the struct in its errors
 */
record GoStruct(String name, GoFields fields) {

  /** A field of Go's type {@code string}. */
  String text(String key) {
    JsonValue value = value(key);
    if (value.equals(JsonValue.NULL)) {
      return "";
    }
    if (value instanceof JsonString text) {
      return text.getString();
    }
    throw wrongType(key, kind(value), "string");
  }

  /** A field of Go's type {@code int64}. */
  long whole(String key) {
    JsonValue value = value(key);
    if (value.equals(JsonValue.NULL)) {
      return 0;
    }
    if (value instanceof JsonNumber number) {
      return whole(number).orElseThrow(() -> wrongType(key, "number " + number, "int64"));
    }
    throw wrongType(key, kind(value), "int64");
  }

  /** A field of Go's type {@code map}: an object, or null. */
  JsonValue object(String key) {
    JsonValue value = value(key);
    if (value.equals(JsonValue.NULL) || value.getValueType() == JsonValue.ValueType.OBJECT) {
      return value;
    }
    throw wrongType(key, kind(value), "map[string]interface {}");
  }

  /** A number that is written without point and exponent, and no larger than 64 bits hold. */
  static OptionalLong whole(JsonNumber number) {
    try {
      return number.isIntegral() ? OptionalLong.of(number.longValueExact()) : OptionalLong.empty();
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  private JsonValue value(String key) {
    return fields.get(key).orElse(JsonValue.NULL);
  }

  private GatewayException wrongType(String key, String is, String wanted) {
    return new GatewayException(
        ErrorCode.BAD_REQUEST,
        "json: cannot unmarshal "
            + is
            + " into Go struct field "
            + name
            + "."
            + key
            + " of type "
            + wanted);
  }

  private static String kind(JsonValue value) {
    return switch (value.getValueType()) {
      case TRUE, FALSE -> "bool";
      default -> value.getValueType().name().toLowerCase(Locale.ROOT);
    };
  }
}
