package io.wsgateway.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows values without what is secret in them. Stateless. */
final class Masking {
  /** Stands for a secret. */
  static final String HIDDEN = "(not shown)";

  private static final Pattern SECRET_KEY =
      Pattern.compile(".*\\.(secret|previous-secret|jwks|password|sentinel-password|uri)");
  private static final Pattern ADDRESS_KEY = Pattern.compile(".*\\.(uri|.*-url)");

  /** Its part before the last @ may hold a password, and that one more @. */
  private static final Pattern ADDRESS =
      Pattern.compile("([a-z][a-z0-9+.-]*://)(.*@)?([^@]*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern QUERY = Pattern.compile("[?#].*");

  private Masking() {}

  /** Whether a value may not be repeated, even if it is not what was expected there. */
  static boolean isSecret(String key) {
    return SECRET_KEY.matcher(key).matches();
  }

  /** A value that is good; of an address, without user, password and query. */
  static String shown(String key, String value) {
    if (value.isBlank()) {
      return "";
    }
    if (ADDRESS_KEY.matcher(key).matches()) {
      Matcher address = ADDRESS.matcher(value.strip());
      if (!address.matches()) {
        return HIDDEN;
      }
      String login = address.group(2) == null ? "" : HIDDEN + "@";
      return address.group(1) + login + QUERY.matcher(address.group(3)).replaceFirst("?" + HIDDEN);
    }
    return isSecret(key) ? HIDDEN : value.strip();
  }
}
