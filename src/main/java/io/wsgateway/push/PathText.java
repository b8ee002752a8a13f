package io.wsgateway.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;

/** Names in paths and queries. */
final class PathText {
  private static final String UNRESERVED = "-._~";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PathText() {}

  /** The name itself, if it is text: 1 to 200 characters is for the gateway to say. */
  static String checked(String name) {
    utf8(name);
    return name;
  }

  /**
   * A name as one part of a path: percent-encoded UTF-8; or, where proxies and servers would see
   * something else in it, {@code ~} and its base64url.
   */
  static String segment(String name) {
    byte[] bytes = utf8(name);
    if (!name.matches("[^/\\\\\\p{Cntrl}]*") || name.matches("\\.*|~.*")) {
      return "~" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
    return percent(bytes);
  }

  /** A value in a query. */
  static String query(String value) {
    return percent(utf8(value));
  }

  private static String percent(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(HEX[c >> 4]).append(HEX[c & 0xf]);
      }
    }
    return out.toString();
  }

  private static byte[] utf8(String text) {
    try {
      ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      // Anything else in its place would be another name.
      throw new IllegalArgumentException("A name has half a surrogate pair; expected text", e);
    }
  }
}
