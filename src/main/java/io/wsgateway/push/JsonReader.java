package io.wsgateway.push;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON, strictly by RFC 8259 and at most {@value #MAX_DEPTH} levels deep: objects as maps,
 * arrays as lists, whole numbers as {@link Long} if they fit and all others as {@link Double}. A
 * null is null. For one thread.
 */
final class JsonReader {
  private static final int MAX_DEPTH = 64;
  private static final int LONG_DIGITS = 18;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * The value that a text consists of.
   *
   * @throws MalformedAnswer if it is none
   */
  static @Nullable Object read(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value(1);
    reader.space();
    if (reader.at < text.length()) {
      throw reader.malformed();
    }
    return value;
  }

  private @Nullable Object value(int depth) {
    space();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    deeper(depth);
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    at++;
    space();
    if (skip('}')) {
      return object;
    }
    do {
      space();
      if (peek() != '"') {
        throw malformed();
      }
      String name = string();
      space();
      require(':');
      object.put(name, value(depth + 1));
      space();
    } while (skip(','));
    require('}');
    return object;
  }

  private List<@Nullable Object> array(int depth) {
    deeper(depth);
    List<@Nullable Object> array = new ArrayList<>();
    at++;
    space();
    if (skip(']')) {
      return array;
    }
    do {
      array.add(value(depth + 1));
      space();
    } while (skip(','));
    require(']');
    return array;
  }

  private String string() {
    StringBuilder out = new StringBuilder();
    at++;
    while (true) {
      char c = peek();
      at++;
      if (c == '"') {
        return out.toString();
      }
      if (c < ' ') {
        throw malformed();
      }
      out.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++, at++) {
          int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
          if (digit < 0) {
            throw malformed();
          }
          code = code << 4 | digit;
        }
        yield (char) code;
      }
      default -> throw malformed();
    };
  }

  private Object number() {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw malformed();
    }
    String digits = number.group();
    at += digits.length();
    boolean whole = number.group(2) == null && number.group(3) == null;
    if (whole && digits.length() <= LONG_DIGITS) {
      return Long.valueOf(digits);
    }
    return Double.valueOf(digits);
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw malformed();
    }
    at += word.length();
    return value;
  }

  private static void deeper(int depth) {
    if (depth > MAX_DEPTH) {
      throw new MalformedAnswer("its JSON is nested deeper than " + MAX_DEPTH);
    }
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void require(char c) {
    if (!skip(c)) {
      throw malformed();
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw malformed();
    }
    return text.charAt(at);
  }

  private MalformedAnswer malformed() {
    return new MalformedAnswer("it is not JSON at character " + at);
  }
}
