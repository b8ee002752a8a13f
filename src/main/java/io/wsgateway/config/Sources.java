package io.wsgateway.config;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** Where values come from. What it answers may change with time. Safe for any thread. */
interface Sources {
  /** Above the values in applications, 100, and below the environment, 300. */
  int BETWEEN = 200;

  /** That of the defaults inside the WAR. */
  int OF_DEFAULTS = 100;

  /** The value of a key, if anybody has one; it may be empty. */
  Optional<Setting> get(String key);

  /** The names of all that is set, of environment variables among them. */
  Set<String> names();

  /** The sources of MicroProfile Config. */
  static Sources of(Config config) {
    return new Sources() {
      @Override
      public Optional<Setting> get(String key) {
        try {
          ConfigValue value = config.getConfigValue(key);
          return value == null || value.getValue() == null
              ? Optional.empty()
              : Optional.of(
                  new Setting(
                      value.getValue(),
                      String.valueOf(value.getSourceName()),
                      value.getSourceOrdinal()));
        } catch (NoSuchElementException e) {
          // So says Payara of what nobody has, and of what refers to something that nobody has.
          return Optional.empty();
        }
      }

      @Override
      public Set<String> names() {
        Set<String> names = new TreeSet<>();
        config.getPropertyNames().forEach(names::add);
        return names;
      }
    };
  }

  /** Values that count as much as system properties, and defaults below them; for tests. */
  static Sources of(Map<String, String> values, Map<String, String> defaults) {
    return new Sources() {
      @Override
      public Optional<Setting> get(String key) {
        String value = values.get(key);
        return value != null
            ? Optional.of(new Setting(value, "values", 400))
            : Optional.ofNullable(defaults.get(key))
                .map(one -> new Setting(one, "defaults", OF_DEFAULTS));
      }

      @Override
      public Set<String> names() {
        Set<String> names = new TreeSet<>(defaults.keySet());
        names.addAll(values.keySet());
        return names;
      }
    };
  }
}
