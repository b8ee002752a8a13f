package io.wsgateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.Optional;

/**
 * JSON Web Tokens that are signed with a shared secret: HS256, HS384 and HS512, and no other, above
 * all not {@code none}. Only the signature is looked at; what the claims mean, and whether they
 * have expired, is for the caller. Stateless and safe for any thread.
 */
public final class HmacTokens {
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
    return secret.isEmpty()
        ? Optional.empty()
        : SignedToken.parse(token).flatMap(signed -> signed.claims(key(secret)));
  }

  /** A secret as a key. */
  static JWK key(String secret) {
    return new OctetSequenceKey.Builder(padded(secret.getBytes(UTF_8))).build();
  }

  /** A key that is long enough for the library. */
  static byte[] padded(byte[] key) {
    return key.length < MIN_KEY ? Arrays.copyOf(key, MIN_KEY) : key;
  }
}
