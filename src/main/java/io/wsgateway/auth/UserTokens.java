package io.wsgateway.auth;

import io.wsgateway.config.AppsConfig;
import io.wsgateway.core.Identity;
import io.wsgateway.core.Refusal;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the claims of a token mean that one of an app's keys has signed: {@code sub} is the user,
 * and now is not before {@code nbf} and before {@code exp}, both of which may be absent, with a
 * leeway for clocks that differ. If the app names an issuer or an audience, the token must, too.
 */
public final class UserTokens {
  /** What a token can allow besides the rules, see {@link Permissions}. */
  private static final List<String> ALLOWING = List.of("join", "publish", "list");

  /** Some 30,000 years. */
  private static final double MAX_SECONDS = 1e12;

  private UserTokens() {}

  /**
   * Whether the token is somebody's.
   *
   * @param user who that has to be; empty for whoever it is
   */
  static Verdict judge(
      JsonObject claims, String user, AppsConfig.App app, Duration leeway, Instant now) {
    Optional<String> subject = text(claims, "sub").filter(name -> !name.isEmpty());
    if (subject.isEmpty()) {
      return Verdict.refused(Refusal.TOKEN);
    }
    if (!(user.isEmpty() || user.equals(subject.get())) || !isFor(app, claims)) {
      return Verdict.refused(Refusal.WRONG_USER);
    }
    try {
      Optional<Instant> end = time(claims, "exp").map(time -> time.plus(leeway));
      Optional<Instant> begin = time(claims, "nbf").map(time -> time.minus(leeway));
      if (!end.stream().allMatch(now::isBefore) || begin.stream().anyMatch(now::isBefore)) {
        return Verdict.refused(Refusal.EXPIRED);
      }
      return Verdict.accepted(subject.get(), identity(claims, app, end.orElse(null)));
    } catch (ArithmeticException | DateTimeException e) {
      // A time that is no number, or that no calendar has.
      return Verdict.refused(Refusal.TOKEN);
    }
  }

  /** Whether a token is of the issuer and for the audience that the app asks for, if it does. */
  public static boolean isFor(AppsConfig.App app, JsonObject claims) {
    return app.issuer().stream().allMatch(text(claims, "iss").orElse("")::equals)
        && app.audience().stream().allMatch(texts(claims, "aud")::contains);
  }

  /**
   * What a good token allows: of its claims those that {@link Permissions} ask for.
   *
   * @param expires until when, or null for ever
   */
  public static Identity identity(
      JsonObject claims, AppsConfig.App app, @Nullable Instant expires) {
    Map<String, List<String>> kept = new HashMap<>();
    List<String> names = new ArrayList<>(ALLOWING);
    names.addAll(app.rules().claims());
    for (String name : names) {
      List<String> values = texts(claims, name);
      if (!values.isEmpty()) {
        kept.put(name, values);
      }
    }
    Set<String> roles = new HashSet<>(texts(claims, app.rolesClaim()));
    roles.retainAll(app.rules().roles());
    return new Identity(
        true, roles, kept, expires, issued(claims), text(claims, "jti").orElse(null));
  }

  private static @Nullable Instant issued(JsonObject claims) {
    try {
      return time(claims, "iat").orElse(null);
    } catch (ArithmeticException | DateTimeException e) {
      return null;
    }
  }

  /** Seconds since 1970, with fractions. */
  private static Optional<Instant> time(JsonObject claims, String name) {
    JsonValue value = claims.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof JsonNumber number)) {
      throw new ArithmeticException(name + " is no number");
    }
    double seconds = number.doubleValue();
    if (Math.abs(seconds) > MAX_SECONDS) {
      throw new ArithmeticException(name + " is in no calendar");
    }
    return Optional.of(Instant.ofEpochMilli(Math.round(seconds * 1000)));
  }

  private static Optional<String> text(JsonObject claims, String name) {
    return claims.get(name) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }

  /** A text, or a list of texts. */
  private static List<String> texts(JsonObject claims, String name) {
    JsonValue value = claims.get(name);
    if (value instanceof JsonString text) {
      return List.of(text.getString());
    }
    if (value instanceof JsonArray array) {
      return array.stream()
          .filter(JsonString.class::isInstance)
          .map(one -> ((JsonString) one).getString())
          .toList();
    }
    return List.of();
  }
}
