package io.wsgateway.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which dialect answers a WebSocket at {@code /}, and at every path that nothing else claims.
 *
 * @param everywhere on ports that are not named; empty is none
 * @param byPort on those ports
 */
public record RootDialectConfig(Optional<String> everywhere, Map<Integer, String> byPort) {
  private static final String KEY = "gateway.root-dialect";
  private static final Set<String> DIALECTS = Set.of("gm", "member", "raw");

  static RootDialectConfig read(Settings settings) {
    Map<Integer, String> byPort = new HashMap<>();
    for (String port : settings.childrenOf(KEY)) {
      String key = KEY + "." + port;
      settings
          .text(key)
          .ifPresent(
              name -> {
                if (port.matches("[1-9]\\d{0,4}") && Integer.parseInt(port) < 1 << 16) {
                  byPort.put(Integer.parseInt(port), checked(settings, key, name));
                } else {
                  settings.bad(key, name, "a port number at the end of the key");
                }
              });
    }
    return new RootDialectConfig(
        settings.text(KEY).map(name -> checked(settings, KEY, name)), Map.copyOf(byPort));
  }

  private static String checked(Settings settings, String key, String name) {
    if (!DIALECTS.contains(name)) {
      settings.bad(key, name, "gm, member or raw");
    }
    return name;
  }

  /** Who answers at that port's root. */
  public Optional<String> at(int port) {
    return Optional.ofNullable(byPort.get(port)).or(() -> everywhere);
  }
}
