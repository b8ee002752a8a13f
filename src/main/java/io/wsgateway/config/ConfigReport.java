package io.wsgateway.config;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is in force, without secrets.
 *
 * @param file the file outside the WAR, if there is one
 * @param loaded when all this was read
 * @param items every setting, sorted by key
 * @param unknown what is set and does not exist
 */
public record ConfigReport(
    Optional<String> file, Instant loaded, List<Item> items, List<Unknown> unknown) {
  /** The source of a value that nobody has changed. */
  public static final String DEFAULT = "default";

  /**
   * A setting.
   *
   * @param value as it was written; {@value Masking#HIDDEN} instead of a secret, empty if there is
   *     none
   * @param source {@value ConfigReport#DEFAULT}, or the name of the configuration source
   * @param reloadable whether {@link GatewayConfig#reload} changes it, or only a restart
   */
  public record Item(String key, String value, String source, boolean reloadable) {
    boolean isDefault() {
      return source.equals(DEFAULT);
    }
  }

  /** What differs from the defaults, for the log: a line each. */
  String differences() {
    List<Item> changed = items.stream().filter(item -> !item.isDefault()).toList();
    if (changed.isEmpty()) {
      return "Configuration: all settings have their defaults";
    }
    return changed.stream()
        .map(item -> "  " + item.key() + "=" + item.value() + "   (" + item.source() + ")")
        .collect(
            Collectors.joining(
                "\n",
                "Configuration: what differs from the defaults"
                    + file.map(path -> "; file " + path).orElse("")
                    + "\n",
                ""));
  }

  /**
   * A key, or an environment variable, that is none of the gateway's.
   *
   * @param nearest what was meant, perhaps
   */
  public record Unknown(String key, Optional<String> nearest) {
    /** A sentence about it. */
    @Override
    public String toString() {
      if (NearestKey.isDescribed(key)) {
        return key + " has no effect: what it is about is not listed in " + nearest.orElse("");
      }
      return "There is no setting "
          + key
          + "; it has no effect"
          + nearest.map(one -> ". Did you mean " + one + "?").orElse("");
    }
  }
}
