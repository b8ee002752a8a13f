package io.wsgateway.auth;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of {@code auth=jwt}: signed with the app's secret ({@link HmacTokens}), {@code sub} is
 * the user, and now is not before {@code nbf} and before {@code exp}, both of which may be absent.
 * There is no leeway: who issues tokens on a machine whose clock is ahead does well to leave {@code
 * nbf} out. Other claims mean nothing here.
 */
final class UserTokens {
  private UserTokens() {}

  static Verdict check(String token, String user, String secret, Instant now) {
    return HmacTokens.verify(token, secret)
            .filter(claims -> isOf(user, claims) && isInForce(claims, now))
            .isPresent()
        ? Verdict.ACCEPTED
        : Verdict.REFUSED;
  }

  private static boolean isOf(String user, JsonObject claims) {
    return claims.get("sub") instanceof JsonString subject && subject.getString().equals(user);
  }

  private static boolean isInForce(JsonObject claims, Instant now) {
    double seconds = now.toEpochMilli() / 1000.0;
    return holds(claims.get("exp"), end -> seconds < end)
        && holds(claims.get("nbf"), start -> seconds >= start);
  }

  private static boolean holds(@Nullable JsonValue time, DoublePredicate rule) {
    return time == null || (time instanceof JsonNumber number && rule.test(number.doubleValue()));
  }
}
