package io.wsgateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A back end that signs its requests, as {@code server-api.md} tells it to. */
record TestSigner(String key, String secret, InstantSource clock) {
  static TestSigner of(String key, String secret) {
    return new TestSigner(key, secret, InstantSource.system());
  }

  /** The same, whose clock is wrong by so many seconds. */
  TestSigner ahead(long seconds) {
    Instant now = clock.instant().plusSeconds(seconds);
    return new TestSigner(key, secret, () -> now);
  }

  Map<String, String> headers(String method, String path, String query, String body) {
    return headers(method, path, query, body, UUID.randomUUID().toString());
  }

  Map<String, String> headers(String method, String path, String query, String body, String nonce) {
    long time = clock.instant().getEpochSecond();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Gateway-Key", key);
    headers.put("X-Gateway-Time", Long.toString(time));
    headers.put("X-Gateway-Nonce", nonce);
    headers.put(
        "X-Gateway-Signature",
        "v1=" + hmac(String.join("\n", "v1", method, path, query, sha256(body), time + "", nonce)));
    return headers;
  }

  /** Makes a signed call; a path may have a query. */
  HttpAnswer call(HttpCalls calls, String base, String method, String target, String body) {
    return signed(calls, base, method, target, body).call(method, target, body);
  }

  /**
   * Calls that have the headers of that one.
   *
   * @param base what comes before the target, without a slash at the end
   */
  HttpCalls signed(HttpCalls calls, String base, String method, String target, String body) {
    int mark = target.indexOf('?');
    String path = base + (mark < 0 ? target : target.substring(0, mark));
    String query = mark < 0 ? "" : target.substring(mark + 1);
    HttpCalls signed = calls;
    for (Map.Entry<String, String> header :
        headers(method, path, query, body == null ? "" : body).entrySet()) {
      signed = signed.with(header.getKey(), header.getValue());
    }
    return signed;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
