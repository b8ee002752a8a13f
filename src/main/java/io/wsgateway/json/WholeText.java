package io.wsgateway.json;

import java.util.Comparator;

/** Strings as Go has them: made of whole code points, in the order of their UTF-8 bytes. */
final class WholeText {
  /** Differs from the natural order of strings where a surrogate pair meets U+E000 to U+FFFF. */
  static final Comparator<String> ORDER = WholeText::compare;

  private static final char REPLACEMENT = '\ufffd';

  private WholeText() {}

  /** The text with U+FFFD in place of every half of a surrogate pair. */
  static String of(String text) {
    int half = nextHalf(text, 0);
    if (half < 0) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text);
    for (; half >= 0; half = nextHalf(text, half + 1)) {
      whole.setCharAt(half, REPLACEMENT);
    }
    return whole.toString();
  }

  private static int nextHalf(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  private static int compare(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    for (int i = 0; i < shorter; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        return Integer.compare(rank(a), rank(b));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** Surrogates belong to code points beyond all others. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + Character.MAX_VALUE : c;
  }
}
