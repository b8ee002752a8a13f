package io.wsgateway.fuzz;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Changes a JSON text where its parser has to look: other types, members doubled, missing, renamed
 * or in another case, numbers that fit nowhere, nesting without end. What comes out need not be
 * JSON any more. One thread.
 */
final class JsonMutations {
  private static final int MAX_LENGTH = 20_000;

  private final Dice dice;

  // How many percent of the values are changed: most of a message stays, so that it gets far.
  private final int rate;

  private JsonMutations(Dice dice) {
    this.dice = dice;
    rate = dice.pick(5, 15, 40);
  }

  /** Another text, or nothing if this one is not JSON. */
  static Optional<String> mutate(String text, Dice dice) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      String mutated = new JsonMutations(dice).write(reader.readValue());
      return Optional.of(mutated.substring(0, Math.min(mutated.length(), MAX_LENGTH)));
    } catch (RuntimeException e) {
      // Parsers throw all kinds of things at numbers without bounds and nesting without end.
      return Optional.empty();
    }
  }

  private String write(JsonValue value) {
    if (dice.percent(rate)) {
      return changed(value);
    }
    return switch (value.getValueType()) {
      case OBJECT -> object((JsonObject) value);
      case ARRAY -> array((JsonArray) value);
      default -> value.toString();
    };
  }

  private String changed(JsonValue value) {
    return switch (dice.below(9)) {
      case 0 -> nested(value.toString());
      case 1 -> "[" + value + "]";
      case 2 -> "{\"" + dice.word(3) + "\":" + value + "}";
      case 3 -> quoted(value instanceof JsonString text ? text.getString() : value.toString());
      case 4 -> quoted(dice.pick(Oddities.TEXTS));
      case 5 -> quoted(dice.word(4).repeat(dice.pick(1, 10, 60, 300)));
      case 6 -> String.valueOf(dice.number() >> dice.below(63));
      case 7 -> value + dice.pick("", " ", "x", "}", "]", ",", "\n{}");
      default -> dice.pick(Oddities.TOKENS);
    };
  }

  private String nested(String core) {
    int depth = dice.pick(10, 100, 600, 3000);
    String open = dice.pick("[", "{\"a\":");
    String close = dice.percent(20) ? "" : open.equals("[") ? "]" : "}";
    return open.repeat(depth) + core + close.repeat(depth);
  }

  private String object(JsonObject object) {
    List<String> members = new ArrayList<>();
    for (Map.Entry<String, JsonValue> member : object.entrySet()) {
      members.add(key(member.getKey()) + ":" + write(member.getValue()));
      if (dice.percent(rate / 2)) {
        members.add(key(member.getKey()) + ":" + changed(member.getValue()));
      }
    }
    if (dice.percent(rate) && !members.isEmpty()) {
      members.remove(dice.below(members.size()));
    }
    if (dice.percent(rate)) {
      members.add(quoted(dice.pick(Oddities.TEXTS)) + ":" + dice.pick(Oddities.TOKENS));
    }
    return "{" + String.join(",", members) + "}";
  }

  private String array(JsonArray array) {
    List<String> items = new ArrayList<>();
    array.forEach(item -> items.add(write(item)));
    if (dice.percent(rate) && !items.isEmpty()) {
      items.addAll(List.copyOf(items));
    }
    return "[" + String.join(",", items) + "]";
  }

  private String key(String name) {
    if (!dice.percent(rate / 2)) {
      return quoted(name);
    }
    return quoted(
        dice.pick(
            name.toUpperCase(Locale.ROOT),
            name + " ",
            name + "\0",
            name.replace('s', '\u017f'),
            dice.pick(Oddities.TEXTS)));
  }

  /** As JSON, except that a lone surrogate stays as it is. */
  static String quoted(String text) {
    return Json.createValue(text).toString();
  }
}
