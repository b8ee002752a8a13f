package io.wsgateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.MACVerifier;
import io.wsgateway.json.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * JSON Web Tokens that are signed with a shared secret: HS256, HS384 and HS512, and no other, above
 * all not {@code none}. Only the signature is looked at; what the claims mean, and whether they
 * have expired, is for the caller. Stateless and safe for any thread.
 */
public final class HmacTokens {
  private static final Set<JWSAlgorithm> ALGORITHMS = JWSAlgorithm.Family.HMAC_SHA;

  /**
   * The longest key that the library asks for, that of HS512. HMAC itself fills shorter keys up
   * with zeros, to 64 bytes for SHA-256 and 128 for the others, so that doing it here changes no
   * signature and lets old deployments keep their short secrets.
   */
  private static final int MIN_KEY = 64;

  private HmacTokens() {}

  /**
   * The claims of a token as they stand in it, numbers in all their digits; nothing if it is not a
   * token, not signed with this secret, or says nothing that is a JSON object. How long the
   * comparison takes does not tell how much of a signature was right.
   *
   * @param secret as UTF-8 it is the key; an empty one signs nothing
   */
  public static Optional<JsonObject> verify(String token, String secret) {
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    try {
      JWSObject signed = JWSObject.parse(token);
      if (!ALGORITHMS.contains(signed.getHeader().getAlgorithm())
          || !signed.verify(new MACVerifier(key(secret)))) {
        return Optional.empty();
      }
      return JsonText.parse(signed.getPayload().toString())
          .filter(claims -> claims.getValueType() == JsonValue.ValueType.OBJECT)
          .map(JsonValue::asJsonObject);
    } catch (ParseException | JOSEException | RuntimeException e) {
      // The library has more ways to say "no token": a head that reads null has it find nothing.
      return Optional.empty();
    }
  }

  private static byte[] key(String secret) {
    byte[] bytes = secret.getBytes(UTF_8);
    return bytes.length < MIN_KEY ? Arrays.copyOf(bytes, MIN_KEY) : bytes;
  }
}
