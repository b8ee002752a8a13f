package io.wsgateway.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who may call the server APIs, and from which web pages clients may connect.
 *
 * @param keys secrets of accepted keys, by the key's name
 * @param pushOpen whether anybody may push without a key
 * @param origins patterns of origins that may connect
 */
public record AccessConfig(Map<String, String> keys, boolean pushOpen, List<String> origins) {
  private static final int MIN_SECRET = 16;
  private static final Pattern ORIGIN = Pattern.compile("\\*|[a-z][a-z0-9+.-]*://[^/\\s]+");

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
    List<String> origins = settings.list("gateway.origins");
    for (String origin : origins) {
      if (!ORIGIN.matcher(origin).matches()) {
        settings.bad("gateway.origins", origin, "* or origins such as https://*.shop.example");
      }
    }
    return new AccessConfig(Map.copyOf(keys), settings.flag("gateway.push.open"), origins);
  }

  @Override
  public String toString() {
    return "keys " + keys.keySet() + ", push open " + pushOpen + ", origins " + origins;
  }
}
