package io.wsgateway.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The opening handshake, RFC 6455 section 4: the client's request, and what its answer must say.
 */
final class Handshake {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final String key;
  private final byte[] request;

  /**
   * A request with a new key.
   *
   * @param headers more headers, or other values for the usual ones; a null takes one away
   */
  Handshake(String authority, String path, Map<String, @Nullable String> headers) {
    byte[] nonce = new byte[16];
    ThreadLocalRandom.current().nextBytes(nonce);
    key = Base64.getEncoder().encodeToString(nonce);
    Map<String, String> sent = new LinkedHashMap<>();
    sent.put("Host", authority);
    sent.put("Upgrade", "websocket");
    sent.put("Connection", "Upgrade");
    sent.put("Sec-WebSocket-Key", key);
    sent.put("Sec-WebSocket-Version", "13");
    headers.forEach(
        (name, value) -> {
          sent.keySet().removeIf(name::equalsIgnoreCase);
          if (value != null) {
            sent.put(name, value);
          }
        });
    var text = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    sent.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    request = text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The request's bytes. */
  byte[] request() {
    return request;
  }

  /** Whether the answer proves that the server read this request. */
  boolean isAcceptedBy(HttpAnswer answer) {
    return answer.status() == 101
        && answer.header("Sec-WebSocket-Accept").filter(accept(key)::equals).isPresent();
  }

  /** What a server answers to a key. */
  static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
