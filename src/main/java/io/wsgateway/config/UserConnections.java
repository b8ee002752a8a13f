package io.wsgateway.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of the connections of a user that has several, in the whole cluster.
 *
 * @param rule which of them stay
 * @param most how many, where the rule needs to know
 */
public record UserConnections(Rule rule, int most) {
  /** All stay and receive. */
  public static final UserConnections ALL = new UserConnections(Rule.ALL, 0);

  /** All stay, one receives. */
  public static final UserConnections LATEST = new UserConnections(Rule.LATEST, 0);

  private static final String EXPECTED =
      "all, latest, device, newest:N or oldest:N, where N is from 1 to 10000";
  private static final Pattern COUNTED = Pattern.compile("(newest|oldest):([1-9]\\d{0,4})");
  private static final int MOST = 10_000;

  /** Which connections stay. */
  public enum Rule {
    /** All of them, and all receive. */
    ALL,
    /**
     * All of them, but only the latest to register receives; the older receive nothing for the user
     * until they register again.
     */
    LATEST,
    /** So many of the newest; the oldest are closed. */
    NEWEST,
    /** So many of the oldest; who comes later is closed. */
    OLDEST,
    /** The newest of each device; the others are closed. */
    DEVICE
  }

  /** Whether one connection of a user can be the end of another. */
  public boolean closes() {
    return rule == Rule.NEWEST || rule == Rule.OLDEST || rule == Rule.DEVICE;
  }

  static UserConnections read(Settings settings, String key) {
    String value = settings.text(key).orElse("");
    Optional<UserConnections> parsed = parse(value);
    if (parsed.isEmpty()) {
      settings.bad(key, value, EXPECTED);
    }
    return parsed.orElse(ALL);
  }

  static Optional<UserConnections> readIfSet(Settings settings, String key) {
    return settings.text(key).map(set -> read(settings, key));
  }

  private static Optional<UserConnections> parse(String value) {
    Matcher counted = COUNTED.matcher(value);
    if (counted.matches()) {
      int most = Integer.parseInt(counted.group(2));
      Rule rule = counted.group(1).equals("newest") ? Rule.NEWEST : Rule.OLDEST;
      return most > MOST ? Optional.empty() : Optional.of(new UserConnections(rule, most));
    }
    return switch (value) {
      case "all" -> Optional.of(ALL);
      case "latest" -> Optional.of(LATEST);
      case "device" -> Optional.of(new UserConnections(Rule.DEVICE, 1));
      default -> Optional.empty();
    };
  }

  /** As it is written in the configuration. */
  @Override
  public String toString() {
    String name = rule.name().toLowerCase(Locale.ROOT);
    return rule == Rule.NEWEST || rule == Rule.OLDEST ? name + ":" + most : name;
  }
}
