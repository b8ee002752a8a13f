package io.wsgateway.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A key of the server APIs, {@code gateway.key.ID.*}.
 *
 * @param id its name, which is no secret
 * @param secret what its holder shows, or signs with
 * @param previousSecret what its holder may still show or sign with, while it changes to the other
 * @param apps those that it is for; {@value #ANY_APP} is all
 * @param scopes what it may be used for
 * @param rate how many requests it may make in a second; 0 is any number
 * @param expires from when on it is refused, if ever
 * @param signed whether its secret may not be shown, so that it can only sign
 */
public record KeyConfig(
    String id,
    String secret,
    Optional<String> previousSecret,
    Set<String> apps,
    Set<Scope> scopes,
    int rate,
    Optional<Instant> expires,
    boolean signed) {

  /** Stands for all apps. */
  public static final String ANY_APP = "*";

  private static final int MIN_SECRET = 16;
  private static final int MAX_RATE = 1_000_000;

  static KeyConfig read(Settings settings, String id) {
    String prefix = "gateway.key." + id + ".";
    String secret = settings.text(prefix + "secret").orElse("");
    checkSecret(settings, prefix + "secret", secret);
    Optional<String> previous = settings.text(prefix + "previous-secret");
    previous.ifPresent(value -> checkSecret(settings, prefix + "previous-secret", value));
    List<String> apps = settings.list(prefix + "apps");
    Set<Scope> scopes = scopes(settings, prefix + "scopes");
    if (scopes.contains(Scope.ADMIN) && !apps.isEmpty() && !apps.contains(ANY_APP)) {
      settings.bad(
          prefix + "apps",
          String.join(",", apps),
          "no list, since the scope admin is for what goes beyond apps");
    }
    boolean rated = settings.text(prefix + "rate").isPresent();
    return new KeyConfig(
        id,
        secret,
        previous,
        apps.isEmpty() ? Set.of(ANY_APP) : Set.copyOf(apps),
        scopes,
        rated ? settings.number(prefix + "rate", 0, MAX_RATE) : 0,
        expires(settings, prefix + "expires"),
        settings.text(prefix + "signed").isPresent() && settings.flag(prefix + "signed"));
  }

  private static void checkSecret(Settings settings, String key, String secret) {
    if (secret.length() < MIN_SECRET) {
      settings.bad(key, secret, "a secret of at least " + MIN_SECRET + " characters");
    }
  }

  private static Set<Scope> scopes(Settings settings, String key) {
    List<String> names = settings.list(key);
    if (names.isEmpty()) {
      return Set.of(Scope.PUSH, Scope.READ, Scope.MANAGE);
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String name : names) {
      Arrays.stream(Scope.values())
          .filter(scope -> scope.slug().equals(name))
          .findAny()
          .ifPresentOrElse(
              scopes::add,
              () ->
                  settings.bad(
                      key,
                      name,
                      Arrays.stream(Scope.values())
                          .map(Scope::slug)
                          .collect(Collectors.joining(", ", "some of ", ", separated by commas"))));
    }
    return Set.copyOf(scopes);
  }

  private static Optional<Instant> expires(Settings settings, String key) {
    return settings
        .text(key)
        .map(
            value -> {
              try {
                return value.indexOf('T') < 0
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(value);
              } catch (DateTimeException e) {
                settings.bad(key, value, "a time such as 2030-01-31T12:00:00Z or 2030-01-31");
                return Instant.EPOCH;
              }
            });
  }

  @Override
  public String toString() {
    return id + " for " + scopes + " in " + apps;
  }
}
