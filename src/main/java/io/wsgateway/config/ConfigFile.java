package io.wsgateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * A properties file in UTF-8 outside the WAR, {@value #KEY}. It counts as much as its own {@value
 * #ORDINAL} says, or {@value Sources#BETWEEN}: more than what is in the WAR, and less than the
 * environment and system properties. Its values are taken as they stand. Immutable: what it said
 * when it was read.
 *
 * <p>The gateway reads it itself, instead of offering it as a source to MicroProfile Config, whose
 * implementations may ask a source only once, or go on with what they have heard for a while; a
 * reload has to see what is in the file now.
 */
final class ConfigFile {
  /** The key that names it. */
  static final String KEY = "gateway.config.file";

  private static final String ORDINAL = "config_ordinal";
  private static final long MAX_SIZE = 10 << 20;

  private final Path path;
  private final Properties properties;
  private final int ordinal;

  private ConfigFile(Path path, Properties properties) {
    this.path = path;
    this.properties = properties;
    if (properties.containsKey(KEY)) {
      throw fault(path, "names another one, and only one is read; take that line out");
    }
    String own = properties.getProperty(ORDINAL, String.valueOf(Sources.BETWEEN)).strip();
    try {
      ordinal = Integer.parseInt(own);
    } catch (NumberFormatException e) {
      throw fault(path, "has " + ORDINAL + "=" + own + ", expected a whole number");
    }
  }

  /**
   * Reads it.
   *
   * @throws ConfigurationException if that is not possible, saying why
   */
  static ConfigFile read(String name) {
    Path path;
    try {
      path = Path.of(name).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          List.of(KEY + " is '" + name + "', expected the path of a properties file"));
    }
    try {
      if (Files.size(path) > MAX_SIZE) {
        throw fault(path, "has more than 10 MB, which no configuration has");
      }
      return new ConfigFile(path, parse(Files.readAllBytes(path)));
    } catch (NoSuchFileException e) {
      throw fault(path, "is not there");
    } catch (CharacterCodingException e) {
      throw fault(path, "is not in UTF-8; save it in that encoding");
    } catch (IllegalArgumentException e) {
      throw fault(path, "is no properties file: a \\u is not followed by four hexadecimal digits");
    } catch (IOException e) {
      throw fault(path, "cannot be read by the user that the server runs as: " + e);
    }
  }

  private static Properties parse(byte[] bytes) throws IOException {
    Properties properties = new Properties();
    String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    // What some editors begin a file with.
    properties.load(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
    return properties;
  }

  private static ConfigurationException fault(Path path, String what) {
    return new ConfigurationException(List.of("the file " + path + " (" + KEY + ") " + what));
  }

  Path path() {
    return path;
  }

  /** What it says of a key, if anything; it may be empty. */
  Optional<Setting> get(String key) {
    return Optional.ofNullable(properties.getProperty(key))
        .map(value -> new Setting(value, path.toString(), ordinal));
  }

  /** The keys in it. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(properties.stringPropertyNames());
    names.remove(ORDINAL);
    return names;
  }
}
