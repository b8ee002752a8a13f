package io.wsgateway.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;

/** Where the API is, and what the parts of its paths say. */
final class ApiPath {
  static final String ROOT = "api/v1";
  static final String APP = ROOT + "/apps/{app}";

  /** What all paths below apps begin with, after the context's. */
  static final String APPS = "/" + ROOT + "/apps/";

  static final String CONNECTION = APP + "/connections/{connection}";
  static final String TOPIC = APP + "/topics/{topic}";

  /** JavaScript holds larger numbers only roughly. */
  static final long MAX_ID = (1L << 53) - 1;

  /** What a name begins with that is written in base64url. */
  private static final char BASE64 = '~';

  private ApiPath() {}

  /**
   * A name as it stands in a path: percent-encoded UTF-8, or {@code ~} and the base64url of its
   * UTF-8, for names that do not get through every server, proxy and client: with {@code /} or
   * {@code \}, or made of dots.
   *
   * <p>Decoded here, because servers put something else in place of what is not UTF-8, and so a
   * name that nobody has said.
   */
  static String name(String written) {
    if (!written.isEmpty() && written.charAt(0) == BASE64) {
      try {
        return utf8(Base64.getUrlDecoder().decode(written.substring(1)));
      } catch (IllegalArgumentException e) {
        throw bad("begins with ~ and is not base64url after it");
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(written.length());
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '%') {
        bytes.write(hex(written, i + 1) << 4 | hex(written, i + 2));
        i += 2;
      } else if (c < 128) {
        bytes.write(c);
      } else {
        // Not encoded, as some clients send it: servers hand over the raw bytes as Latin-1.
        bytes.writeBytes(String.valueOf(c).getBytes(c < 256 ? ISO_8859_1 : UTF_8));
      }
    }
    return utf8(bytes.toByteArray());
  }

  private static int hex(String text, int at) {
    int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    if (digit < 0 || text.charAt(at) > 127) {
      throw bad("has a % that is not followed by two hex digits");
    }
    return digit;
  }

  private static String utf8(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw bad("is not valid UTF-8");
    }
  }

  private static GatewayException bad(String fault) {
    return new GatewayException(ErrorCode.BAD_NAME, "A name in the path " + fault);
  }

  /** A node: its number, or {@code self} for the one that is asked. */
  static int node(String text, Gateway gateway) {
    if (text.equals("self")) {
      return gateway.figures().node().number();
    }
    if (text.matches("[1-9][0-9]{0,6}")) {
      return Integer.parseInt(text);
    }
    throw new GatewayException(
        ErrorCode.BAD_REQUEST,
        "A node in the path is its number, or self for the one that answers");
  }

  /** The id of a connection. */
  static long connection(String text) {
    if (text.matches("[0-9]{1,16}")) {
      long id = Long.parseLong(text);
      if (id >= 1 && id <= MAX_ID) {
        return id;
      }
    }
    throw new GatewayException(
        ErrorCode.BAD_REQUEST,
        "A connection's id in the path is a whole number from 1 to " + MAX_ID);
  }
}
