package io.wsgateway.json;

/** Writes strings in quotes, with the escapes of one language. */
final class Escapes {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private Escapes() {}

  /**
   * Everything but printable ASCII is escaped.
   *
   * @param slash whether {@code </} becomes {@code <\/}, which cannot end a script in a web page
   */
  static void writePython(StringBuilder out, String text, boolean slash) {
    out.append('"');
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean endTag = slash && c == '/' && i > 0 && text.charAt(i - 1) == '<';
      if (c >= ' ' && c <= '~' && c != '"' && c != '\\' && !endTag) {
        continue;
      }
      out.append(text, written, i);
      written = i + 1;
      switch (c) {
        case '"', '\\', '/' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> hex(out, c);
      }
    }
    out.append(text, written, text.length()).append('"');
  }

  /**
   * What HTML and old JavaScript would read differently is escaped, and half a surrogate pair
   * becomes U+FFFD. Backspace and form feed as before Go 1.22: {@code \}{@code u0008}.
   */
  static void writeGo(StringBuilder out, String text) {
    String whole = WholeText.of(text);
    out.append('"');
    int written = 0;
    for (int i = 0; i < whole.length(); i++) {
      char c = whole.charAt(i);
      if (isPlainInGo(c)) {
        continue;
      }
      out.append(whole, written, i);
      written = i + 1;
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> hex(out, c);
      }
    }
    out.append(whole, written, whole.length()).append('"');
  }

  private static boolean isPlainInGo(char c) {
    return switch (c) {
      case '"', '\\', '<', '>', '&', '\u2028', '\u2029' -> false;
      default -> c >= ' ';
    };
  }

  private static void hex(StringBuilder out, char c) {
    out.append("\\u")
        .append(HEX[c >> 12])
        .append(HEX[c >> 8 & 0xf])
        .append(HEX[c >> 4 & 0xf])
        .append(HEX[c & 0xf]);
  }
}
