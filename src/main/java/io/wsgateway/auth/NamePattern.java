package io.wsgateway.auth;

/**
 * A pattern of names: {@code *} is anything, also nothing, and {@code {user}} is one user's name as
 * it is, even if that has a star in it. Matching takes time in proportion to the pattern times the
 * name, at worst. Immutable.
 */
record NamePattern(String pattern) {
  private static final String USER = "{user}";

  /**
   * Whether a name is meant.
   *
   * @param user the user's name; empty if there is none, and then no pattern with {@code {user}}
   *     means any
   */
  boolean matches(String name, String user) {
    if (user.isEmpty() && pattern.contains(USER)) {
      return false;
    }
    int at = 0;
    int from = 0;
    // Where to go on if what follows the last star does not fit: the star takes one more.
    int star = -1;
    int starFrom = 0;
    while (true) {
      if (at == pattern.length()) {
        if (from == name.length()) {
          return true;
        }
      } else if (pattern.charAt(at) == '*') {
        star = ++at;
        starFrom = from;
        continue;
      } else {
        boolean isUser = pattern.startsWith(USER, at);
        String literal = isUser ? user : pattern.substring(at, at + 1);
        if (name.startsWith(literal, from)) {
          at += isUser ? USER.length() : 1;
          from += literal.length();
          continue;
        }
      }
      if (star < 0 || starFrom >= name.length()) {
        return false;
      }
      at = star;
      from = ++starFrom;
    }
  }
}
