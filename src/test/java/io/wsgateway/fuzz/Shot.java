package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * What is sent in one go.
 *
 * @param bytes everything, on the wire as it is
 * @param method of the request: an answer to HEAD has no body
 * @param whole whether it is one request by the rules of HTTP, so that there is one answer and the
 *     connection can go on; otherwise the sender says that nothing follows, and takes what comes
 */
record Shot(byte[] bytes, String method, boolean whole) {

  /**
   * Whether a server may find that it cannot read the path: a malformed escape, something else than
   * UTF-8 or any character that is not escaped though it must be, an escaped slash or NUL, a
   * backslash, or more steps up than down.
   */
  boolean isPathUnreadable() {
    String[] line = new String(bytes, ISO_8859_1).split("\r\n", 2)[0].split(" ", -1);
    String target = line.length < 2 ? "" : line[1];
    String path = target.replaceFirst("^https?://[^/]*", "").split("\\?", 2)[0];
    if (path.chars().anyMatch(c -> c >= 0x7f || c == '\\')
        || path.matches("(?i).*(%2f|%5c|%00|%(?![0-9a-f]{2})).*")) {
      return true;
    }
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '%') {
        decoded.write(Integer.parseInt(path, i + 1, i + 3, 16));
        i += 2;
      } else {
        decoded.write(path.charAt(i));
      }
    }
    try {
      return leavesRoot(
          UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded.toByteArray())).toString());
    } catch (CharacterCodingException e) {
      return true;
    }
  }

  private static boolean leavesRoot(String path) {
    int depth = 0;
    for (String withParameters : path.split("/+", -1)) {
      String step = withParameters.replaceFirst("(?s);.*", "");
      depth += step.equals("..") ? -1 : step.isEmpty() || step.equals(".") ? 0 : 1;
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }
}
