package io.wsgateway.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may call the server APIs, and from which web pages clients may connect.
 *
 * @param keys secrets of accepted keys, by the key's name
 * @param pushOpen whether anybody may push without a key
 * @param origins patterns of origins that may connect
 */
public record AccessConfig(Map<String, String> keys, boolean pushOpen, List<String> origins) {
  private static final int MIN_SECRET = 16;

  static AccessConfig read(Settings settings) {
    Map<String, String> keys = new LinkedHashMap<>();
    for (String name : settings.names("gateway.keys")) {
      String key = "gateway.key." + name + ".secret";
      String secret = settings.text(key).orElse("");
      if (secret.length() < MIN_SECRET) {
        settings.bad(key, secret, "a secret of at least " + MIN_SECRET + " characters");
      }
      keys.put(name, secret);
    }
    return new AccessConfig(
        Map.copyOf(keys), settings.flag("gateway.push.open"), settings.list("gateway.origins"));
  }

  @Override
  public String toString() {
    return "keys " + keys.keySet() + ", push open " + pushOpen + ", origins " + origins;
  }
}
