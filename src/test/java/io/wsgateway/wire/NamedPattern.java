package io.wsgateway.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression of a case file, which names its groups {@code (?P<name>...)} and allows
 * underscores in the names, as Java does not.
 */
final class NamedPattern {
  private static final Pattern GROUP = Pattern.compile("\\(\\?P<(\\w+)>");

  private final Pattern pattern;
  private final List<String> names = new ArrayList<>();

  NamedPattern(String expression) {
    String java =
        GROUP
            .matcher(expression)
            .replaceAll(
                group -> {
                  names.add(group.group(1));
                  return "(?<g" + names.size() + ">";
                });
    pattern = Pattern.compile(java, Pattern.DOTALL);
  }

  /** Whether the whole text matches; what the named groups caught becomes variables. */
  boolean matches(String text, Variables variables) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      String caught = matcher.group("g" + (i + 1));
      if (caught != null) {
        variables.put(names.get(i), caught);
      }
    }
    return true;
  }
}
