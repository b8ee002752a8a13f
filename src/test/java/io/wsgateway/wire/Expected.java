package io.wsgateway.wire;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a value has to be: exactly this, one of several ({@code any_of}), or something that matches
 * a pattern ({@code match}). Values are texts, whole numbers, or null for what is absent.
 */
final class Expected {
  private static final Set<Object> NORMAL_CLOSURES = Set.of(1000, 1005);

  private final JsonValue json;
  private final BiPredicate<@Nullable Object, @Nullable Object> equality;

  private Expected(JsonValue json, BiPredicate<@Nullable Object, @Nullable Object> equality) {
    this.json = json;
    this.equality = equality;
  }

  /** An expectation as it stands in a step. */
  static Expected of(JsonValue json) {
    return new Expected(json, Objects::equals);
  }

  /** A content type: white space and case do not count, servers write them as they like. */
  static Expected contentType(JsonValue json) {
    return new Expected(json, (wanted, actual) -> Objects.equals(bare(wanted), bare(actual)));
  }

  /** A close code: containers answer a close without a code with 1000, which says the same. */
  static Expected closeCode(JsonValue json) {
    return new Expected(
        json,
        (wanted, actual) ->
            Objects.equals(wanted, actual)
                || (wanted != null
                    && actual != null
                    && NORMAL_CLOSURES.containsAll(List.of(wanted, actual))));
  }

  /** Whether this is null: nothing is to be there. */
  boolean isNull() {
    return json.equals(JsonValue.NULL);
  }

  /** Fails unless the value is as expected; a match may set variables. */
  void check(String what, @Nullable Object actual, Variables variables) {
    if (!isMetBy(actual, variables)) {
      throw new AssertionError(what + ": got " + show(actual) + ", want " + json);
    }
  }

  /** Whether the value is as expected; a match may set variables. */
  boolean isMetBy(@Nullable Object actual, Variables variables) {
    if (json instanceof JsonObject wish && wish.containsKey("match")) {
      var pattern = new NamedPattern(variables.fill(wish.getString("match")));
      return pattern.matches(String.valueOf(actual), variables);
    }
    if (json instanceof JsonObject wish && wish.containsKey("any_of")) {
      JsonArray choice = wish.getJsonArray("any_of");
      return choice.stream().anyMatch(one -> equality.test(plain(one, variables), actual));
    }
    return equality.test(plain(json, variables), actual);
  }

  @Override
  public String toString() {
    return json.toString();
  }

  private static @Nullable Object plain(JsonValue value, Variables variables) {
    return switch (value.getValueType()) {
      case NULL -> null;
      case STRING -> variables.fill(((JsonString) value).getString());
      case NUMBER -> ((JsonNumber) value).intValueExact();
      default -> throw new IllegalArgumentException("cannot be expected: " + value);
    };
  }

  private static @Nullable Object bare(@Nullable Object value) {
    return value instanceof String text
        ? text.replaceAll("\\s", "").toLowerCase(Locale.ROOT)
        : value;
  }

  private static String show(@Nullable Object value) {
    String text = String.valueOf(value);
    String shown = text.length() <= 300 ? text : text.substring(0, 300) + "...";
    return value instanceof String ? "\"" + shown + "\"" : shown;
  }
}
