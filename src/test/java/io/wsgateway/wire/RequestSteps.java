package io.wsgateway.wire;

import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps that ask the gateway for something: requests, and the opening of connections. */
final class RequestSteps {
  private static final int PATIENCE_MILLIS = 15_000;

  private RequestSteps() {}

  /** {@code http}: one request and its answer. */
  static Step http(JsonObject json) {
    JsonObject request = json.getJsonObject("http");
    String node = json.getString("node", "main");
    String method = request.getString("method", "GET");
    String body = body(request);
    Map<String, @Nullable String> headers = headers(request);
    Duration timeout = Duration.ofMillis(json.getInt("within_ms", PATIENCE_MILLIS));
    AnswerCheck check = AnswerCheck.ofRequest(json);
    return stage -> {
      HttpCalls calls = HttpCalls.to(stage.node(node)).within(timeout);
      for (Map.Entry<String, @Nullable String> header : headers.entrySet()) {
        if (header.getValue() != null) {
          calls = calls.with(header.getKey(), stage.variables().fill(header.getValue()));
        }
      }
      String path = stage.variables().fill(request.getString("path"));
      String filled = body == null ? null : stage.variables().fill(body);
      check.check(calls.call(method, path, filled), stage);
    };
  }

  /** {@code open}: a handshake, accepted or not. */
  static Step open(JsonObject json) {
    String connection = json.getString("conn");
    String node = json.getString("node", "main");
    Map<String, @Nullable String> headers = headers(json);
    boolean autoPong = json.getBoolean("auto_pong", true);
    AnswerCheck check = AnswerCheck.ofHandshake(json);
    return stage -> {
      URI address = stage.node(node);
      String path = under(address, stage.variables().fill(json.getString("open")));
      Map<String, @Nullable String> filled = new LinkedHashMap<>();
      headers.forEach(
          (name, value) -> filled.put(name, value == null ? null : stage.variables().fill(value)));
      int port = address.getPort() < 0 ? 80 : address.getPort();
      RawWebSocket opened = RawWebSocket.open(address.getHost(), port, path, filled, autoPong);
      stage.admit(connection, opened);
      check.check(opened.handshake(), stage);
      if (opened.handshake().status() == 101 && !opened.isAccepted()) {
        throw new AssertionError("the handshake's Sec-WebSocket-Accept is wrong");
      }
    };
  }

  /**
   * An address that ends in a slash, or has no path, is where paths begin. Any other is what
   * answers instead of the recorded gateway's root.
   */
  private static String under(URI node, String path) {
    String base = node.getRawPath();
    return base.isEmpty() || base.endsWith("/")
        ? base.replaceAll("/+$", "") + path
        : base + path.replaceFirst("^/(?=$|\\?)", "");
  }

  private static Map<String, @Nullable String> headers(JsonObject json) {
    Map<String, @Nullable String> result = new LinkedHashMap<>();
    JsonObject headers = json.getOrDefault("headers", JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
    headers.forEach(
        (name, value) ->
            result.put(name, value instanceof JsonString text ? text.getString() : null));
    return result;
  }

  private static @Nullable String body(JsonObject request) {
    return request.containsKey("body_repeat")
        ? Repeated.of(request.getJsonObject("body_repeat"))
        : request.getString("body", null);
  }
}
