package io.wsgateway.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a client says who it is, anew at every try. Safe for any thread. */
interface Credentials {
  /** For programs on the gateway's own machine, and gateways that let everybody push. */
  Credentials NONE = (request, method, address, body) -> {};

  /** Adds what a request with this method, address and body needs. */
  void addTo(HttpRequest.Builder request, String method, URI address, byte[] body);

  /**
   * Shows the secret.
   *
   * @throws IllegalArgumentException if no header can hold it
   */
  static Credentials key(String secret) {
    if (!secret.matches("[!-~]([ -~]*[!-~])?")) {
      throw new IllegalArgumentException(
          "The key's secret has characters that a header cannot hold, or is empty; sign requests"
              + " with it instead");
    }
    return (request, method, address, body) -> request.header("X-API-Key", secret);
  }

  /**
   * Signs, and does not show the secret.
   *
   * @param id the key's, as it stands in {@code gateway.keys}
   */
  static Credentials signed(String id, String secret, InstantSource clock) {
    SecureRandom random = new SecureRandom();
    return (request, method, address, body) -> {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      String nonce = HexFormat.of().formatHex(bytes);
      String time = Long.toString(clock.instant().getEpochSecond());
      request
          .header("X-Gateway-Key", id)
          .header("X-Gateway-Time", time)
          .header("X-Gateway-Nonce", nonce)
          .header("X-Gateway-Signature", signature(secret, method, address, body, time, nonce));
    };
  }

  /** The signature of a request, see the guide to the server APIs. */
  static String signature(
      String secret, String method, URI address, byte[] body, String time, String nonce) {
    String signed =
        String.join(
            "\n",
            "v1",
            method,
            address.getRawPath(),
            Objects.requireNonNullElse(address.getRawQuery(), ""),
            sha256(body),
            time,
            nonce);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return "v1=" + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
