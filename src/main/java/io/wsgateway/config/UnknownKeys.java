package io.wsgateway.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Finds keys that look like the gateway's and are not: a misspelt key would otherwise be a setting
 * that never applies.
 */
final class UnknownKeys {
  private static final List<Pattern> DESCRIBED =
      List.of(
          Pattern.compile("gateway\\.root-dialect\\.\\d+"),
          Pattern.compile("GATEWAY_ROOT_DIALECT_\\d+"),
          Pattern.compile("gateway\\.app\\..+\\.(user-connections|auth|auth-url|secret)"),
          Pattern.compile("gateway\\.key\\.[a-z0-9-]+\\.secret"),
          Pattern.compile("GATEWAY_APP_[A-Z0-9_]+_(USER_CONNECTIONS|AUTH|AUTH_URL|SECRET)"),
          Pattern.compile("GATEWAY_KEY_[A-Z0-9_]+_SECRET"));

  private UnknownKeys() {}

  /** Those among the names of properties and environment variables, sorted. */
  static Set<String> among(Iterable<String> names, Set<String> documented) {
    Set<String> variables =
        documented.stream().map(UnknownKeys::variable).collect(Collectors.toSet());
    return StreamSupport.stream(names.spliterator(), false)
        .filter(name -> name.startsWith("gateway.") || name.startsWith("GATEWAY_"))
        .filter(name -> !documented.contains(name) && !variables.contains(name))
        .filter(name -> DESCRIBED.stream().noneMatch(key -> key.matcher(name).matches()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The environment variable that MicroProfile Config reads for a key. */
  private static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
