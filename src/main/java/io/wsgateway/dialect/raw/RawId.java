package io.wsgateway.dialect.raw;

import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Connection ids as clients of the raw dialect see them: 20 lower-case hexadecimal digits, as in
 * bin-x/websocket. There the first 12 are a node's address and the last 8 a counter; here the first
 * 12 are a node's number, so they tell nobody where it is.
 */
public final class RawId {
  private static final int DIGITS = 20;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{" + DIGITS + "}");
  private static final int LAST_DIGITS = Long.BYTES * 2;

  /** Ids are below 2^53. */
  private static final int ID_BITS = 53;

  private RawId() {}

  /** The digits of a connection id. */
  public static String of(long connection) {
    return "0".repeat(DIGITS - LAST_DIGITS) + HexFormat.of().toHexDigits(connection);
  }

  /**
   * The connection id that such digits mean; empty if they mean none, because they have another
   * form or another gateway made them. That it is not empty does not mean that the connection
   * exists.
   */
  public static OptionalLong parse(String digits) {
    if (!FORM.matcher(digits).matches() || !digits.startsWith("0000")) {
      return OptionalLong.empty();
    }
    long id = HexFormat.fromHexDigitsToLong(digits, DIGITS - LAST_DIGITS, DIGITS);
    return id > 0 && id >>> ID_BITS == 0 ? OptionalLong.of(id) : OptionalLong.empty();
  }
}
