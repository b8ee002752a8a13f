package io.wsgateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds keys that look like the gateway's and that nobody asks for: a misspelt key would otherwise
 * be a setting that never applies. Stateless.
 */
final class UnknownKeys {
  private UnknownKeys() {}

  /**
   * Those among the names of properties and environment variables, sorted.
   *
   * @param asked the keys that the gateway has asked for
   * @param documented the keys that there always are
   */
  static List<ConfigReport.Unknown> among(
      Set<String> names, Set<String> asked, Set<String> documented) {
    Set<String> known = new TreeSet<>(asked);
    known.addAll(documented);
    Set<String> variables = known.stream().map(UnknownKeys::variable).collect(Collectors.toSet());
    List<ConfigReport.Unknown> unknown = new ArrayList<>();
    for (String name : new TreeSet<>(names)) {
      boolean property = name.startsWith("gateway.") && !known.contains(name);
      boolean variable = name.startsWith("GATEWAY_") && !variables.contains(name);
      if (property || variable) {
        unknown.add(new ConfigReport.Unknown(name, NearestKey.to(name, documented)));
      }
    }
    return List.copyOf(unknown);
  }

  /** The environment variable that MicroProfile Config reads for a key. */
  static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
