package io.wsgateway.api;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * An app of its own in which somebody is: the user ann, who has one connection; both ann and the
 * connection are in the topic news, as far as limits allow.
 */
final class ApiScene implements AutoCloseable {
  static final String ROOT = "/api/v1";

  private final HttpCalls calls;
  private final RawWebSocket client;
  private final Map<String, String> values = new HashMap<>();

  /** Sets the scene at a gateway's address, which ends in a slash. */
  ApiScene(URI gateway) {
    calls = HttpCalls.to(gateway);
    client = RawWebSocket.open(gateway.resolve("connection"));
    values.put("app", "app-" + UUID.randomUUID());
    // What is no message is answered, in its turn, so ann is there after that.
    client.send("reg:" + values.get("app") + ":ann").send("?").expect("error msg format");
    values.put("connection", connectionOf("ann"));
    call("PUT", "/apps/{app}/topics/news/users/ann", null);
    call("PUT", "/apps/{app}/topics/news/connections/{connection}", null);
  }

  private String connectionOf(String user) {
    HttpAnswer answer = call("GET", "/apps/{app}/users/" + user, null);
    JsonObject found = OpenApiDocument.read(answer.body()).asJsonObject();
    return found.getJsonArray("connections").get(0).toString();
  }

  /** Lets a message wait for its time, and returns its id. */
  String schedule() {
    String body = "{\"to\": {\"all\": true}, \"text\": \"later\", \"delay\": \"PT20M\"}";
    HttpAnswer answer = call("POST", "/apps/{app}/schedules", body);
    return OpenApiDocument.read(answer.body()).asJsonObject().getString("id");
  }

  /** Shuts out a user of the app, and returns the block's id. */
  String block() {
    String body = "{\"app\": \"{app}\", \"user\": \"mallory\", \"seconds\": 1000}";
    HttpAnswer answer = call("POST", "/blocks", body);
    return OpenApiDocument.read(answer.body()).asJsonObject().getString("id");
  }

  /** What stands for placeholders: the app, and ann's connection. */
  Map<String, String> values() {
    return Map.copyOf(values);
  }

  /** A call below the API's root; {@code {app}} and {@code {connection}} are filled in. */
  HttpAnswer call(String method, String path, String body) {
    return call(method, path, body, Map.of());
  }

  /** The same with headers; a body is JSON unless they say otherwise. */
  HttpAnswer call(String method, String path, String body, Map<String, String> headers) {
    HttpCalls prepared = body == null ? calls : calls.with("Content-Type", "application/json");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      prepared = prepared.with(header.getKey(), header.getValue());
    }
    String filled = path;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", value.getValue());
    }
    String said = body == null ? null : body.replace("{app}", values.get("app"));
    return prepared.call(method, ROOT + filled, said);
  }

  @Override
  public void close() {
    client.close();
  }
}
