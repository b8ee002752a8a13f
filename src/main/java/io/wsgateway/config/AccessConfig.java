package io.wsgateway.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who may call the server APIs, and from which web pages clients may connect.
 *
 * @param keys accepted keys, by their ids
 * @param pushOpen whether anybody may push without a key
 * @param signatureWindow by how much the time of a signed request may differ from this node's
 * @param origins patterns of origins that may connect
 * @param corsOrigins patterns of origins whose pages may read what the REST API answers
 */
public record AccessConfig(
    Map<String, KeyConfig> keys,
    boolean pushOpen,
    Duration signatureWindow,
    List<String> origins,
    List<String> corsOrigins) {
  private static final Pattern ORIGIN = Pattern.compile("\\*|[a-z][a-z0-9+.-]*://[^/\\s]+");
  private static final Pattern NAMED_ORIGIN =
      Pattern.compile("[a-z][a-z0-9+.-]*://(\\*\\.)?[^*/\\s]+(:\\*)?");

  static AccessConfig read(Settings settings) {
    return new AccessConfig(
        keys(settings),
        settings.flag("gateway.push.open"),
        settings.duration(
            "gateway.keys.signature-window", Duration.ofSeconds(1), Duration.ofHours(1)),
        origins(settings, "gateway.origins", ORIGIN, "* or origins such as https://*.shop.example"),
        // No lone *: to use the API a page has to have a key, and who gives a key to pages ought to
        // know which. With gateway.push.open=true it would let every page that somebody inside a
        // network happens to visit push into it, and read the answers.
        origins(
            settings,
            "gateway.api.cors-origins",
            NAMED_ORIGIN,
            "origins such as https://admin.shop.example or https://*.shop.example; every one, *, is"
                + " not possible"));
  }

  private static Map<String, KeyConfig> keys(Settings settings) {
    Map<String, KeyConfig> keys = new LinkedHashMap<>();
    Map<String, String> holders = new HashMap<>();
    for (String id : settings.names("gateway.keys")) {
      KeyConfig key = KeyConfig.read(settings, id);
      keys.put(id, key);
      Stream.concat(Stream.of(key.secret()), key.previousSecret().stream())
          .forEach(
              secret -> {
                String other = holders.putIfAbsent(secret, id);
                if (other != null && !other.equals(id) && !secret.isEmpty()) {
                  settings.bad(
                      "gateway.key." + id + ".secret",
                      secret,
                      "another one than " + other + " has");
                }
              });
    }
    return Map.copyOf(keys);
  }

  private static List<String> origins(
      Settings settings, String key, Pattern form, String expected) {
    List<String> origins = settings.list(key);
    for (String origin : origins) {
      if (!form.matcher(origin).matches()) {
        settings.bad(key, origin, expected);
      }
    }
    return origins;
  }

  @Override
  public String toString() {
    return "keys " + keys.values() + ", push open " + pushOpen + ", origins " + origins;
  }
}
