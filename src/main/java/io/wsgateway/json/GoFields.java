package io.wsgateway.json;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object as a program in Go sees it that reads it into a struct: upper and lower case are
 * the same in names, and of members with the same name the last one counts, even if it is {@code
 * null}. What a {@code null} stands for is the reader's to say. Names are ASCII.
 */
public final class GoFields {
  private final Map<String, JsonValue> byFoldedName;

  private GoFields(Map<String, JsonValue> byFoldedName) {
    this.byFoldedName = byFoldedName;
  }

  /**
   * The fields of a text, or nothing if {@link JsonText} refuses it or it is not an object. The
   * text {@code null} is an object without members, as in Go.
   */
  public static Optional<GoFields> parse(String text) {
    return JsonText.parse(text)
        .flatMap(
            value ->
                switch (value.getValueType()) {
                  case OBJECT -> Optional.of(of(value.asJsonObject()));
                  case NULL -> Optional.of(new GoFields(Map.of()));
                  default -> Optional.empty();
                });
  }

  /** The value of a field, JSON's null included; nothing if there is no such member. */
  public Optional<JsonValue> get(String name) {
    return Optional.ofNullable(byFoldedName.get(fold(name)));
  }

  private static GoFields of(JsonObject object) {
    Map<String, JsonValue> folded = new HashMap<>();
    object.forEach((name, value) -> folded.put(fold(name), value));
    return new GoFields(folded);
  }

  /** Go takes the long s and the Kelvin sign for s and k, and nothing else beyond ASCII. */
  private static String fold(String name) {
    StringBuilder folded = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        folded.setCharAt(i, (char) (c | 0x20));
      } else if (c == '\u017f') {
        folded.setCharAt(i, 's');
      } else if (c == '\u212a') {
        folded.setCharAt(i, 'k');
      }
    }
    return folded.toString();
  }
}
