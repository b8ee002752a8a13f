package io.wsgateway.dialect.reg;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.http.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Parameters as Tornado's {@code get_argument} gives them to the original: of several the last,
 * control characters other than white space as spaces, and no white space around it.
 */
record RegArguments(Parameters parameters) {

  /** A parameter that must be there. */
  String get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new GatewayException(
                    ErrorCode.BAD_REQUEST,
                    "The parameter " + name + " is missing; send it in the query or as a form"));
  }

  /** A parameter that may be missing. */
  Optional<String> find(String name) {
    return parameters.last(name).map(RegArguments::clean);
  }

  /** A comma-separated list as it stands: order and duplicates count. */
  List<String> list(String name) {
    return Stream.of(get(name).split(",", -1)).filter(entry -> !entry.isEmpty()).toList();
  }

  private static String clean(String value) {
    StringBuilder text = new StringBuilder(value);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' && "\t\n\u000b\f\r".indexOf(text.charAt(i)) < 0) {
        text.setCharAt(i, ' ');
      }
    }
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** What Python takes for white space: Unicode's, also where lines do not break. */
  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
