package io.wsgateway.dialect.vein;

import io.wsgateway.auth.HmacTokens;
import io.wsgateway.auth.UserTokens;
import io.wsgateway.config.AppsConfig;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a client's token has to say, as in the original: times are whole numbers of seconds, and one
 * that is missing, null or 0 does not count; the subject and the audience are texts, a list of
 * audiences is not. The issuer is free. Pure.
 */
final class VeinTokens {
  /** Some 30,000 years. */
  private static final long MAX_SECONDS = 1_000_000_000_000L;

  private VeinTokens() {}

  /** Whose a good token is, somebody without a name if it does not say; nothing if refused. */
  static Optional<VeinAccount> account(
      String token, String app, AppsConfig.App settings, Instant now) {
    return settings.secrets().stream()
        .map(secret -> HmacTokens.verify(token, secret))
        .flatMap(Optional::stream)
        .findFirst()
        .filter(claims -> isInForce(claims, now.getEpochSecond()))
        .filter(claims -> text(claims, "aud").isPresent())
        .filter(claims -> UserTokens.isFor(settings, claims))
        .flatMap(
            claims ->
                text(claims, "sub")
                    .map(
                        name ->
                            new VeinAccount(
                                app, name, UserTokens.identity(claims, settings, end(claims)))));
  }

  private static @Nullable Instant end(JsonObject claims) {
    long end = seconds(claims, "exp", Long.MAX_VALUE).orElseThrow();
    return end < MAX_SECONDS ? Instant.ofEpochSecond(end + 1) : null;
  }

  /** The second that {@code exp} names still counts. */
  private static boolean isInForce(JsonObject claims, long now) {
    OptionalLong expires = seconds(claims, "exp", Long.MAX_VALUE);
    OptionalLong begins = seconds(claims, "nbf", Long.MIN_VALUE);
    OptionalLong issued = seconds(claims, "iat", Long.MIN_VALUE);
    return expires.isPresent()
        && begins.isPresent()
        && issued.isPresent()
        && now <= expires.getAsLong()
        && now >= begins.getAsLong()
        && now >= issued.getAsLong();
  }

  /** A time, the given one if there is none, or nothing if it is no whole number. */
  private static OptionalLong seconds(JsonObject claims, String name, long none) {
    JsonValue value = claims.getOrDefault(name, JsonValue.NULL);
    if (value.equals(JsonValue.NULL)) {
      return OptionalLong.of(none);
    }
    OptionalLong whole =
        value instanceof JsonNumber number ? GoStruct.whole(number) : OptionalLong.empty();
    return whole.isPresent() && whole.getAsLong() == 0 ? OptionalLong.of(none) : whole;
  }

  /** A text, an empty one if there is none, or nothing if it is something else. */
  private static Optional<String> text(JsonObject claims, String name) {
    JsonValue value = claims.getOrDefault(name, JsonValue.NULL);
    if (value.equals(JsonValue.NULL)) {
      return Optional.of("");
    }
    return value instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
  }
}
