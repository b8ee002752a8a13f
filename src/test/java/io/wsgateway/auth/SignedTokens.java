package io.wsgateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens with the JDK alone, as any application may, with secrets of any length. */
public final class SignedTokens {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private SignedTokens() {}

  /** A token with these claims, a JSON object, signed with HS256. */
  public static String hs256(String claims, String secret) {
    return signed("HS256", "HmacSHA256", claims, secret);
  }

  /** A token with these claims. {@code jwa} is what its head says, {@code mac} the JDK's name. */
  public static String signed(String jwa, String mac, String claims, String secret) {
    String content = part("{\"alg\":\"" + jwa + "\",\"typ\":\"JWT\"}") + "." + part(claims);
    try {
      Mac hmac = Mac.getInstance(mac);
      hmac.init(new SecretKeySpec(secret.getBytes(UTF_8), mac));
      return content + "." + BASE64.encodeToString(hmac.doFinal(content.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token whose head says that it needs no signature. */
  public static String unsigned(String claims) {
    return part("{\"alg\":\"none\"}") + "." + part(claims) + ".";
  }

  private static String part(String json) {
    return BASE64.encodeToString(json.getBytes(UTF_8));
  }
}
