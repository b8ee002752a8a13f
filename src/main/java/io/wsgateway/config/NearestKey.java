package io.wsgateway.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Guesses what somebody meant who has misspelt a key or an environment variable. Keys of apps and
 * keys keep the name in their middle. Stateless.
 */
final class NearestKey {
  /** What can be said about an app. */
  static final List<String> OF_APPS =
      List.of(
          "user-connections",
          "outbox-policy",
          "auth",
          "auth-url",
          "secret",
          "previous-secret",
          "jwks",
          "jwks-url",
          "issuer",
          "audience",
          "roles-claim",
          "join",
          "publish",
          "list",
          "direct",
          "broadcast");

  /** What can be said about a key. */
  static final List<String> OF_KEYS =
      List.of("secret", "previous-secret", "apps", "scopes", "rate", "expires", "signed");

  /** More letters than this nobody gets wrong, nor more than every third. */
  private static final int MOST = 4;

  private static final int EVERY = 3;

  private NearestKey() {}

  /**
   * The key, or the variable, that looks most like this one; nothing if none is near. If it is well
   * spelt, but of an app or a key that is not listed, the one that lists them.
   */
  static Optional<String> to(String name, Collection<String> documented) {
    if (isDescribed(name)) {
      String list = isOf("app", name) ? "gateway.apps" : "gateway.keys";
      return Optional.of(isVariable(name) ? UnknownKeys.variable(list) : list);
    }
    List<String> candidates = described(name);
    documented.forEach(key -> candidates.add(isVariable(name) ? UnknownKeys.variable(key) : key));
    String best = "";
    int least = 1 + Math.min(MOST, (name.length() - "gateway.".length()) / EVERY);
    for (String candidate : candidates) {
      int distance = distance(name, candidate, least);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** Whether it is what can be said about an app or a key. */
  static boolean isDescribed(String name) {
    return described(name).contains(name);
  }

  private static boolean isOf(String what, String name) {
    return name.regionMatches(true, "gateway.".length(), what, 0, what.length());
  }

  private static boolean isVariable(String name) {
    return name.startsWith("GATEWAY_");
  }

  /** What can be said about the app or the key that is named there. */
  private static List<String> described(String name) {
    String separator = isVariable(name) ? "_" : ".";
    List<String> parts = List.of(name.split(Pattern.quote(separator), -1));
    List<String> candidates = new ArrayList<>();
    addDescribed(candidates, parts, separator, "app", OF_APPS);
    addDescribed(candidates, parts, separator, "key", OF_KEYS);
    return candidates;
  }

  /** {@code gateway.app.NAME.} and each of what can be said, with the name that stands there. */
  private static void addDescribed(
      List<String> candidates,
      List<String> parts,
      String separator,
      String what,
      List<String> endings) {
    boolean variable = separator.equals("_");
    for (String ending : endings) {
      String last = variable ? UnknownKeys.variable(ending) : ending;
      int length = variable ? last.split("_", -1).length : 1;
      if (parts.size() - length > 2) {
        List<String> middle = parts.subList(2, parts.size() - length);
        candidates.add(
            String.join(
                separator,
                parts.get(0),
                variable ? UnknownKeys.variable(what) : what,
                String.join(separator, middle),
                last));
      }
    }
  }

  /**
   * How many letters have to be added, taken out, replaced, or exchanged with their neighbours to
   * make one of the other.
   *
   * @param bound from which on it is of no interest
   */
  static int distance(String from, String to, int bound) {
    if (Math.abs(from.length() - to.length()) >= bound) {
      return bound;
    }
    int[][] table = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      table[i][0] = i;
    }
    for (int j = 0; j <= to.length(); j++) {
      table[0][j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      for (int j = 1; j <= to.length(); j++) {
        int replaced = table[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        boolean exchanged =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        table[i][j] = exchanged ? Math.min(least, table[i - 2][j - 2] + 1) : least;
      }
    }
    return Math.min(bound, table[from.length()][to.length()]);
  }
}
