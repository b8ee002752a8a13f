package io.wsgateway.dialect.vein;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a back end asks to be pushed, all of it there and nothing of it believed yet. Public because
 * the container's proxies are in another package, as far as Java's access rules go.
 *
 * @param app who pushes
 * @param to the user that gets it
 * @param message JSON, as a text
 * @param nonce anything, so that equal messages have different signatures
 * @param sign the signature over all of these
 */
public record VeinPush(String app, String to, String message, String nonce, String sign) {

  /** Whether the signature is right; how long that takes tells nothing about the right one. */
  boolean isSignedWith(String secret) {
    return MessageDigest.isEqual(
        signature(app, to, message, nonce, secret).getBytes(US_ASCII), sign.getBytes(UTF_8));
  }

  /** The MD5 of all parameters in the order of their names, and the secret; in upper case only. */
  static String signature(String app, String to, String message, String nonce, String secret) {
    String signed =
        "app_key="
            + app
            + "&message="
            + message
            + "&nonce="
            + nonce
            + "&send_to="
            + to
            + "&key="
            + secret;
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(signed.getBytes(UTF_8));
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  @Override
  public String toString() {
    return "push of " + app;
  }
}
