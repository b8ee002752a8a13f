package io.wsgateway.dialect.gm;

import io.wsgateway.core.Payload;
import io.wsgateway.json.JsonStyle;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/** The {@code data} of a message. What is missing or of the wrong kind is nothing. */
record GmData(JsonObject members) {
  private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

  /** That of a message; empty if it has none, or one that is no object. */
  static GmData of(JsonObject message) {
    return new GmData(
        message.get("data") instanceof JsonObject data ? data : JsonValue.EMPTY_JSON_OBJECT);
  }

  /** A string. */
  Optional<String> text(String key) {
    return members.get(key) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }

  /** An id of a client or a group. */
  Optional<String> name(String key) {
    return Optional.ofNullable(members.get(key)).flatMap(GmNames::of);
  }

  /** What to send: a string as it is, an object as Tornado writes it. */
  Optional<Payload> message() {
    if (members.get("message") instanceof JsonObject object) {
      return Optional.of(Payload.text(JsonStyle.TORNADO.write(object)));
    }
    return text("message").map(Payload::text);
  }

  /** The id of a connection: a positive whole number, or a string of digits. */
  Optional<Long> socket() {
    return number("socket_id").filter(id -> id > 0);
  }

  private Optional<Long> number(String key) {
    if (members.get(key) instanceof JsonNumber number) {
      try {
        return Optional.of(number.longValueExact());
      } catch (ArithmeticException e) {
        return Optional.empty();
      }
    }
    return text(key)
        .map(String::strip)
        .filter(digits -> DIGITS.matcher(digits).matches())
        .map(Long::valueOf);
  }
}
