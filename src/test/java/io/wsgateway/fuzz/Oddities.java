package io.wsgateway.fuzz;

import java.util.List;

/** What programs are known to stumble over. */
final class Oddities {
  /** As names, contents, and parts of anything. */
  static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\t\r\n",
          "\0",
          "a\0b",
          "\u0001\u0007\u001b[31m\u007f",
          "\u0085\u00a0\u2028\u2029\ufeff",
          "\ud83d\ude00",
          "\ud800",
          "\udfff\ud800",
          "e\u0301\u0301\u0301\u202e\u200b",
          "\ufffd\uffff",
          "'\"`;--<script>${x}#{y}%s%n{0}",
          "../../..",
          "a:b,c;d&e=f?g#h",
          "null",
          "-1",
          "NaN",
          "*",
          "__proto__",
          "\\",
          "\\u0000",
          "%",
          "%00",
          "%zz");

  /** As JSON values. */
  static final List<String> TOKENS =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "-1",
          "1.0",
          "1e3",
          "1E400",
          "-1e-400",
          "1e2147483648",
          "1e-99999999999",
          "9007199254740993",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "340282366920938463463374607431768211456",
          "0.1e1",
          "01",
          "+1",
          ".5",
          "1.",
          "NaN",
          "Infinity",
          "-",
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\\x41\"",
          "\"\\u12\"",
          "\"\\ud83d\\ude00\"",
          "[]",
          "{}",
          "[[]]",
          "{\"\":{}}",
          "[1,]",
          "{,}",
          "{\"a\"}",
          "'x'",
          "nul",
          "TRUE",
          "/**/1",
          "\"",
          "");

  /** Bytes that are not UTF-8. */
  static final List<byte[]> BROKEN_UTF8 =
      List.of(
          bytes(0x80),
          bytes(0xff),
          bytes(0xfe, 0xff),
          bytes(0xc0, 0x80),
          bytes(0xc1, 0xbf),
          bytes(0xe2, 0x82),
          bytes(0xed, 0xa0, 0x80),
          bytes(0xed, 0xbf, 0xbf, 0xed, 0xa0, 0x80),
          bytes(0xf0, 0x80, 0x80, 0x80),
          bytes(0xf4, 0x90, 0x80, 0x80),
          bytes(0xf8, 0x88, 0x80, 0x80, 0x80),
          bytes(0xc3));

  private Oddities() {}

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
