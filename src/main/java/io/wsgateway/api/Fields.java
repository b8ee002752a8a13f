package io.wsgateway.api;

import io.wsgateway.api.InvalidBody.Fault;
import io.wsgateway.core.ErrorCode;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, taken one by one and by the type they must have: {@code "5"} is no
 * number, and 5 no text. A member that is null counts as absent. What is wrong is noted, so that
 * all of it can be told at once, and so is what nobody took: a misspelt member is not ignored.
 */
final class Fields {
  /** Of a member's name, which may be the caller's own, so much is shown. */
  private static final int SHOWN = 60;

  private final JsonObject object;
  private final String path;
  private final List<Fault> faults;
  private final Set<String> known = new LinkedHashSet<>();

  private Fields(JsonObject object, String path, List<Fault> faults) {
    this.object = object;
    this.path = path;
    this.faults = faults;
  }

  /**
   * What a reader makes of an object.
   *
   * @throws InvalidBody telling all that is wrong
   */
  static <T> T read(JsonValue value, Function<Fields, T> reader) {
    if (!(value instanceof JsonObject object)) {
      throw new InvalidBody("", "is no JSON object");
    }
    List<Fault> faults = new ArrayList<>();
    T result = new Fields(object, "", faults).readBy(reader);
    if (!faults.isEmpty()) {
      throw new InvalidBody(ErrorCode.BAD_REQUEST, faults);
    }
    return result;
  }

  private <T> T readBy(Function<Fields, T> reader) {
    T result = reader.apply(this);
    for (String name : object.keySet()) {
      if (!known.contains(name)) {
        fault(at(name), "is not known here; known are " + String.join(", ", known));
      }
    }
    return result;
  }

  /** A text. */
  @Nullable String text(String name) {
    JsonValue value = take(name);
    return value == null ? null : text(value, at(name));
  }

  /** A text that a parser understands, which says by an exception that it does not. */
  <T> @Nullable T parsed(String name, Function<String, T> parser, String expected) {
    String text = text(name);
    if (text != null) {
      try {
        return parser.apply(text);
      } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
        fault(at(name), "is not " + expected);
      }
    }
    return null;
  }

  /** A whole number. */
  @Nullable Long number(String name) {
    JsonValue value = take(name);
    return value == null ? null : number(value, at(name));
  }

  /** True or false. */
  @Nullable Boolean truth(String name) {
    JsonValue value = take(name);
    if (value == null || value == JsonValue.TRUE || value == JsonValue.FALSE) {
      return value == null ? null : value == JsonValue.TRUE;
    }
    fault(at(name), "is neither true nor false");
    return null;
  }

  /** A list of texts. */
  @Nullable List<String> texts(String name) {
    return list(name, this::text);
  }

  /** A list of whole numbers. */
  @Nullable List<Long> numbers(String name) {
    return list(name, this::number);
  }

  /** A list of anything. */
  @Nullable JsonArray array(String name) {
    JsonValue value = take(name);
    if (value == null || value instanceof JsonArray) {
      return (JsonArray) value;
    }
    fault(at(name), "is no list");
    return null;
  }

  /** An object. */
  <T> @Nullable T object(String name, Function<Fields, T> reader) {
    JsonValue value = take(name);
    if (value instanceof JsonObject inner) {
      return new Fields(inner, at(name), faults).readBy(reader);
    }
    if (value != null) {
      fault(at(name), "is no object");
    }
    return null;
  }

  /** All members, whatever their names; every one is a text. */
  Map<String, String> allTexts() {
    Map<String, String> all = new LinkedHashMap<>();
    for (Map.Entry<String, JsonValue> member : object.entrySet()) {
      known.add(member.getKey());
      String text = text(member.getValue(), at(member.getKey()));
      if (text != null) {
        all.put(member.getKey(), text);
      }
    }
    return all;
  }

  private @Nullable JsonValue take(String name) {
    known.add(name);
    JsonValue value = object.get(name);
    return value == JsonValue.NULL ? null : value;
  }

  private <T> @Nullable List<T> list(String name, Reader<T> reader) {
    JsonArray array = array(name);
    if (array == null) {
      return null;
    }
    List<T> list = new ArrayList<>(array.size());
    for (JsonValue value : array) {
      T element = reader.read(value, at(name) + "[" + list.size() + "]");
      if (element == null) {
        return null;
      }
      list.add(element);
    }
    return list;
  }

  /** Takes a value of one type; of another it is null, and noted. */
  private interface Reader<T> {
    @Nullable T read(JsonValue value, String where);
  }

  private @Nullable String text(JsonValue value, String where) {
    if (!(value instanceof JsonString string)) {
      fault(where, "is no text");
      return null;
    }
    String text = string.getString();
    if (!isUnicode(text)) {
      fault(where, "is not valid Unicode: half of a surrogate pair stands alone");
      return null;
    }
    return text;
  }

  private @Nullable Long number(JsonValue value, String where) {
    if (value instanceof JsonNumber number && number.isIntegral()) {
      try {
        return number.longValueExact();
      } catch (ArithmeticException e) {
        // told below
      }
    }
    fault(where, "is no whole number, or too large a one");
    return null;
  }

  /** Half a pair could not be sent: UTF-8 has no form for it. */
  private static boolean isUnicode(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || ++i == text.length()
            || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  private String at(String name) {
    String shown = name.length() > SHOWN ? name.substring(0, SHOWN) + "..." : name;
    return path.isEmpty() ? shown : path + "." + shown;
  }

  private void fault(String where, String detail) {
    // One more than is told, which tells that there are more.
    if (faults.size() <= InvalidBody.MAX_FAULTS) {
      faults.add(new Fault(where, detail));
    }
  }
}
