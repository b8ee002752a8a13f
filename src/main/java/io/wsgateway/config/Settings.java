package io.wsgateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads typed values and collects what is wrong with them, so that an administrator learns of all
 * mistakes at once. For one thread.
 *
 * <p>A bad value is noted and replaced by something harmless, so that reading can go on; {@link
 * #check} then refuses.
 */
public final class Settings {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*([kmg]?)b?");
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
  private static final int MAX_APP_NAME = 200;

  private final Function<String, Optional<String>> source;
  private final Iterable<String> keys;
  private final List<String> problems = new ArrayList<>();

  /**
   * Reads from a source whose keys are known.
   *
   * @param keys all that are set, including names of environment variables
   */
  public Settings(Function<String, Optional<String>> source, Iterable<String> keys) {
    this.source = source;
    this.keys = keys;
  }

  /** What stands behind a key and a dot in the keys that are set, such as port numbers. */
  public Set<String> childrenOf(String key) {
    String prefix = key + ".";
    String variable = (key.replaceAll("[^A-Za-z0-9]", "_") + "_").toUpperCase(Locale.ROOT);
    Set<String> children = new TreeSet<>();
    for (String name : keys) {
      if (name.startsWith(prefix)) {
        children.add(name.substring(prefix.length()));
      } else if (name.startsWith(variable)) {
        children.add(name.substring(variable.length()).toLowerCase(Locale.ROOT));
      }
    }
    return children;
  }

  /** A value that may be missing. */
  public Optional<String> text(String key) {
    return source.apply(key).map(String::strip).filter(value -> !value.isEmpty());
  }

  /** A whole number. */
  public int number(String key, int min, int max) {
    return (int)
        number(key, min, max, "a whole number from " + min + " to " + max, Long::parseLong);
  }

  /** A size in bytes, written {@code 512}, {@code 64k} or {@code 1m}. */
  public int size(String key, int min, int max) {
    String expected = "a size from " + min + " to " + max + " bytes, such as 512, 64k or 1m";
    return (int) number(key, min, max, expected, Settings::parseSize);
  }

  /** A size in bytes that may be larger than 2 GB. */
  public long longSize(String key, long min, long max) {
    return number(key, min, max, "auto, or a size such as 64m or 2g", Settings::parseSize);
  }

  /**
   * A length of time, written {@code 500ms}, {@code 10s}, {@code 15m}, {@code 24h} or {@code 7d}.
   */
  public Duration duration(String key, Duration min, Duration max) {
    String expected =
        "a length of time from "
            + show(min)
            + " to "
            + show(max)
            + ", such as 500ms, 10s, 15m or 24h";
    return Duration.ofMillis(
        number(key, min.toMillis(), max.toMillis(), expected, Settings::parseMillis));
  }

  /** True or false. */
  public boolean flag(String key) {
    String value = required(key, "true or false");
    if (!value.equals("true") && !value.equals("false")) {
      bad(key, value, "true or false");
    }
    return value.equals("true");
  }

  /** One of an enum's constants, written in lower case. */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    E[] constants = type.getEnumConstants();
    String expected =
        Arrays.stream(constants).map(Settings::lower).collect(Collectors.joining(" or "));
    String value = required(key, expected);
    for (E constant : constants) {
      if (lower(constant).equals(value)) {
        return constant;
      }
    }
    bad(key, value, expected);
    return constants[0];
  }

  /** One of an enum's constants, if the key is set. */
  public <E extends Enum<E>> Optional<E> choiceIfSet(String key, Class<E> type) {
    return text(key).isPresent() ? Optional.of(choice(key, type)) : Optional.empty();
  }

  /**
   * The time of a rule about clients or nodes: long enough to be kept, and no longer than a day.
   */
  public Duration timer(String key) {
    return duration(key, Duration.ofMillis(100), Duration.ofDays(1));
  }

  /** A TCP port, if the key is set. */
  public OptionalInt port(String key) {
    return text(key).isPresent()
        ? OptionalInt.of(number(key, 1, (1 << 16) - 1))
        : OptionalInt.empty();
  }

  /** The address of an HTTP service, if the key is set. */
  public Optional<URI> httpUrl(String key) {
    String value = text(key).orElse("");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI url = new URI(value);
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return Optional.of(url);
      }
    } catch (URISyntaxException e) {
      // Told below, like an address of another kind.
    }
    bad(key, value, "an address such as https://shop.example/who");
    return Optional.empty();
  }

  /** The name of an app. */
  public String appName(String key) {
    String name = required(key, "the name of an app");
    if (name.length() > MAX_APP_NAME || name.chars().anyMatch(Character::isISOControl)) {
      bad(key, name, "the name of an app, at most " + MAX_APP_NAME + " characters");
    }
    return name;
  }

  /** A comma-separated list, possibly empty. */
  public List<String> list(String key) {
    return text(key).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .distinct()
        .toList();
  }

  /** A comma-separated list of names that can be part of a key. */
  public List<String> names(String key) {
    List<String> names = list(key);
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        bad(key, name, "names made of a-z, 0-9 and -, separated by commas");
      }
    }
    return names;
  }

  /** Notes that a value is not what was expected. Secrets are not repeated. */
  public void bad(String key, String value, String expected) {
    String shown = Masking.isSecret(key) ? Masking.HIDDEN : "'" + value + "'";
    problems.add(key + " is " + shown + ", expected " + expected);
  }

  /** Refuses to go on if anything was wrong. */
  public void check() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private long number(
      String key, long min, long max, String expected, Function<String, Long> parser) {
    String value = required(key, expected);
    try {
      long number = parser.apply(value.toLowerCase(Locale.ROOT));
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // Told below, like a number that is out of bounds.
    }
    bad(key, value, expected);
    return min;
  }

  private String required(String key, String expected) {
    Optional<String> value = text(key);
    if (value.isEmpty()) {
      bad(key, "", expected);
    }
    return value.orElse("");
  }

  private static long parseSize(String value) {
    Matcher matcher = SIZE.matcher(value);
    if (!matcher.matches()) {
      throw new NumberFormatException(value);
    }
    long factor =
        switch (matcher.group(2)) {
          case "k" -> 1L << 10;
          case "m" -> 1L << 20;
          case "g" -> 1L << 30;
          default -> 1L;
        };
    return Math.multiplyExact(Long.parseLong(matcher.group(1)), factor);
  }

  private static long parseMillis(String value) {
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      throw new NumberFormatException(value);
    }
    long factor =
        switch (matcher.group(2)) {
          case "ms" -> 1L;
          case "s" -> 1_000L;
          case "m" -> 60_000L;
          case "h" -> 3_600_000L;
          default -> 86_400_000L;
        };
    return Math.multiplyExact(Long.parseLong(matcher.group(1)), factor);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String show(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }
}
