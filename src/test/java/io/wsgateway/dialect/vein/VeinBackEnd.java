package io.wsgateway.dialect.vein;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.auth.SignedTokens;
import io.wsgateway.client.Event;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.wire.VeinSuite;
import jakarta.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** An application of the app {@code test} as it talks to one node: it makes tokens and pushes. */
final class VeinBackEnd {
  static final String ACCEPTED = "{\"error\":0,\"data\":{},\"message\":\"\"}";
  static final String REFUSED = "{\"error\":500,\"message\":\"请稍后重试\"}";
  static final String PUSH = "/api/v1/im/push";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final AtomicLong NONCES = new AtomicLong(System.nanoTime());

  private final URI base;

  VeinBackEnd(URI base) {
    this.base = base;
  }

  /**
   * A connection of that user, which can be reached when this returns: it has heard itself. So have
   * the user's other connections; {@link #text} overlooks that.
   */
  RawWebSocket connect(String user) {
    RawWebSocket client = connectWith("{\"sub\":" + Json.createValue(user) + "}");
    client.send("{\"to\":" + Json.createValue(user) + ",\"data\":{\"here\":" + nonce() + "}}");
    assertThat(client.next(PATIENCE)).isPresent();
    return client;
  }

  RawWebSocket connectWith(String claims) {
    return RawWebSocket.open(URI.create(base.toString().replaceFirst("/+$", "") + path(claims)));
  }

  /** Where to connect with a token that makes these claims. */
  static String path(String claims) {
    return "/ws/connect?app_id=test&token=" + SignedTokens.hs256(claims, VeinSuite.SECRET);
  }

  /** Pushes and insists that it is accepted. */
  void push(String user, String message) {
    HttpAnswer answer = post(signed(user, message));
    assertThat(answer.text()).isEqualTo(ACCEPTED);
    assertThat(answer.status()).isEqualTo(200);
  }

  HttpAnswer post(Map<String, String> parameters) {
    return HttpCalls.to(base).postForm(PUSH, parameters);
  }

  /** The next message that is not a greeting of a connection to itself. */
  static String text(RawWebSocket client) {
    while (true) {
      Event event = client.next(PATIENCE).orElseThrow(() -> new AssertionError("nothing arrives"));
      assertThat(event.kind()).isEqualTo(Event.Kind.TEXT);
      if (!event.text().contains("\"data\":{\"here\":")) {
        return event.text();
      }
    }
  }

  private static String nonce() {
    return Long.toString(NONCES.incrementAndGet());
  }

  /** The parameters of a push that has not been there before. */
  static Map<String, String> signed(String user, String message) {
    String nonce = nonce();
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("app_key", "test");
    parameters.put("send_to", user);
    parameters.put("message", message);
    parameters.put("nonce", nonce);
    parameters.put("sign", VeinPush.signature("test", user, message, nonce, VeinSuite.SECRET));
    return parameters;
  }
}
