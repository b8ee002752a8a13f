package io.wsgateway.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway goes by from some moment on. Immutable.
 *
 * @param values what it means
 * @param settings what was set, by key
 * @param file the file outside the WAR, if there is one
 * @param unknown what was set and does not exist
 * @param since when it was read
 */
record InForce(
    Values values,
    NavigableMap<String, Setting> settings,
    Optional<String> file,
    List<ConfigReport.Unknown> unknown,
    Instant since) {

  /**
   * Reads what the sources say now.
   *
   * @throws ConfigurationException that names every bad value, or the file that cannot be read
   */
  static InForce read(Sources sources, Set<String> documented) {
    Layers layers = Layers.over(sources);
    layers.get(ConfigFile.KEY);
    Set<String> names = layers.names();
    Values values = Values.read(new Settings(key -> layers.get(key).map(Setting::value), names));
    return new InForce(
        values,
        layers.found(),
        Optional.ofNullable(layers.file()).map(file -> file.path().toString()),
        UnknownKeys.among(names, layers.asked(), documented),
        Instant.now());
  }

  /** The keys whose values are others than before. */
  NavigableSet<String> differences(InForce before) {
    NavigableSet<String> keys = new TreeSet<>(settings.keySet());
    keys.addAll(before.settings.keySet());
    keys.removeIf(
        key -> Objects.equals(valueOf(settings.get(key)), valueOf(before.settings.get(key))));
    return keys;
  }

  private static @Nullable String valueOf(@Nullable Setting setting) {
    return setting == null ? null : setting.value().strip();
  }

  /** The same, but with what these keys were set to before. */
  InForce keeping(Set<String> keys, InForce before) {
    if (keys.isEmpty()) {
      return this;
    }
    NavigableMap<String, Setting> mixed = new TreeMap<>(settings);
    mixed.keySet().removeAll(keys);
    keys.stream()
        .filter(before.settings::containsKey)
        .forEach(key -> mixed.put(key, before.settings.get(key)));
    Values effective =
        Values.read(
            new Settings(
                key -> Optional.ofNullable(mixed.get(key)).map(Setting::value), mixed.keySet()));
    return new InForce(effective, mixed, file, unknown, since);
  }

  /** All of it, and of what is not set the default, without secrets. */
  ConfigReport report(Map<String, String> defaults) {
    NavigableSet<String> keys = new TreeSet<>(defaults.keySet());
    keys.addAll(settings.keySet());
    List<ConfigReport.Item> items = new ArrayList<>();
    for (String key : keys) {
      Setting setting = settings.get(key);
      items.add(
          new ConfigReport.Item(
              key,
              setting == null ? "" : Masking.shown(key, setting.value()),
              sourceOf(setting, defaults.get(key)),
              Reloadable.is(key)));
    }
    return new ConfigReport(file, since, List.copyOf(items), unknown);
  }

  /** What the WAR's own file says is a default, also if somebody has changed that file. */
  private static String sourceOf(@Nullable Setting setting, @Nullable String byDefault) {
    return setting == null
            || (setting.ordinal() <= Sources.OF_DEFAULTS && setting.value().equals(byDefault))
        ? ConfigReport.DEFAULT
        : setting.source();
  }
}
