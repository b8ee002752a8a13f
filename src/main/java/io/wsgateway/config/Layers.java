package io.wsgateway.config;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The configuration as it was found at one moment: of each key the value of whoever counts most,
 * the file or another source. It remembers what it was asked for, so that in the end it holds just
 * what the gateway goes by. For one thread.
 */
final class Layers {
  private final Sources sources;
  private final @Nullable ConfigFile file;
  private final Map<String, Optional<Setting>> asked = new TreeMap<>();

  private Layers(Sources sources, @Nullable ConfigFile file) {
    this.sources = sources;
    this.file = file;
  }

  /**
   * Reads the file, if one is named.
   *
   * @throws ConfigurationException if it cannot be read
   */
  static Layers over(Sources sources) {
    String name = sources.get(ConfigFile.KEY).map(Setting::value).orElse("").strip();
    return new Layers(sources, name.isEmpty() ? null : ConfigFile.read(name));
  }

  @Nullable ConfigFile file() {
    return file;
  }

  /** The value of a key and whose it is. It stays the same, however often it is asked for. */
  Optional<Setting> get(String key) {
    return asked.computeIfAbsent(key, this::find);
  }

  private Optional<Setting> find(String key) {
    Optional<Setting> elsewhere = sources.get(key);
    if (file == null || key.equals(ConfigFile.KEY)) {
      return elsewhere;
    }
    Optional<Setting> here = file.get(key);
    return here.isPresent()
            && elsewhere.map(Setting::ordinal).orElse(Integer.MIN_VALUE) < here.get().ordinal()
        ? here
        : elsewhere;
  }

  /** The names of all that is set, of environment variables among them. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(sources.names());
    if (file != null) {
      names.addAll(file.names());
    }
    return names;
  }

  /** The keys that were asked for. */
  Set<String> asked() {
    return asked.keySet();
  }

  /** What was asked for and is set to something, by key. */
  NavigableMap<String, Setting> found() {
    NavigableMap<String, Setting> found = new TreeMap<>();
    asked.forEach(
        (key, setting) ->
            setting.filter(one -> !one.value().isBlank()).ifPresent(one -> found.put(key, one)));
    return found;
  }
}
