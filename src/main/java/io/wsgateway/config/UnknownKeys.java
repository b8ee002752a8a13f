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
  private static final String OF_APPS =
      "user-connections|auth|auth-url|secret|previous-secret|jwks|jwks-url|issuer|audience"
          + "|roles-claim|join|publish|list|direct|broadcast";

  private static final String OF_KEYS = "secret|previous-secret|apps|scopes|rate|expires|signed";

  private static final List<Pattern> DESCRIBED =
      List.of(
          Pattern.compile("gateway\\.root-dialect\\.\\d+"),
          Pattern.compile("GATEWAY_ROOT_DIALECT_\\d+"),
          Pattern.compile("gateway\\.app\\..+\\.(" + OF_APPS + ")"),
          Pattern.compile("gateway\\.key\\.[a-z0-9-]+\\.(" + OF_KEYS + ")"),
          Pattern.compile("GATEWAY_APP_[A-Z0-9_]+_(" + variables(OF_APPS) + ")"),
          Pattern.compile("GATEWAY_KEY_[A-Z0-9_]+_(" + variables(OF_KEYS) + ")"));

  private UnknownKeys() {}

  private static String variables(String keys) {
    return keys.replace('-', '_').toUpperCase(Locale.ROOT);
  }

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
