package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.json.JsonText;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The REST API of one app on one node, as a back end calls it, and the app's clients there. */
record Api(URI base, HttpCalls calls, String app) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static Api of(URI base, String app) {
    return new Api(base, HttpCalls.to(base), app);
  }

  /** The same with one more header. */
  Api with(String header, String value) {
    return new Api(base, calls.with(header, value), app);
  }

  /** Calls a path below the app's; a body is JSON. */
  HttpAnswer call(String method, String path, @Nullable String body) {
    HttpCalls typed = body == null ? calls : calls.with("Content-Type", "application/json");
    return typed.call(method, "/api/v1/apps/" + encode(app) + path, body);
  }

  HttpAnswer get(String path) {
    return call("GET", path, null);
  }

  HttpAnswer delete(String path) {
    return call("DELETE", path, null);
  }

  HttpAnswer put(String path) {
    return call("PUT", path, "");
  }

  HttpAnswer put(String path, String body) {
    return call("PUT", path, body);
  }

  HttpAnswer post(String path, String body) {
    return call("POST", path, body);
  }

  /** The document of a 200. */
  JsonObject see(String path) {
    return ok(get(path));
  }

  /** Asks until the answer is as it is to be, or for long enough. */
  JsonObject await(String path, Predicate<JsonObject> wanted) {
    return await(() -> see(path), wanted);
  }

  static JsonObject await(Supplier<JsonObject> question, Predicate<JsonObject> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonObject seen = question.get();
    while (!wanted.test(seen) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      seen = question.get();
    }
    assertThat(wanted.test(seen)).as("last seen: " + seen).isTrue();
    return seen;
  }

  /** Connects a client that belongs to a user. */
  RawWebSocket client(String user) {
    RawWebSocket client = RawWebSocket.open(base.resolve("connection"));
    send(client, "reg:" + app + ":" + user);
    return client;
  }

  /** Sends, and returns when it has been obeyed: lines of one client are handled in order. */
  static void send(RawWebSocket client, String line) {
    client.send(line).send("?:").expect("error msg format");
  }

  /** The one connection of a user. */
  long connectionOf(String user) {
    List<Long> all = numbers(see("/users/" + encode(user)), "connections");
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  /** As a client writes a name into a path. */
  static String encode(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static JsonObject ok(HttpAnswer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return json(answer);
  }

  static JsonObject json(HttpAnswer answer) {
    assertThat(answer.header("Content-Type")).get().asString().startsWith("application/json");
    return JsonText.parse(answer.text()).orElseThrow().asJsonObject();
  }

  static List<Long> numbers(JsonObject document, String member) {
    return document.getJsonArray(member).getValuesAs(JsonNumber::longValueExact);
  }

  static List<String> texts(JsonObject document, String member) {
    return document.getJsonArray(member).getValuesAs(JsonString::getString);
  }

  /** Insists on a problem document, and returns it. */
  static JsonObject problem(HttpAnswer answer, int status, String slug) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type"))
        .get()
        .asString()
        .startsWith("application/problem+json");
    JsonObject problem = JsonText.parse(answer.text()).orElseThrow().asJsonObject();
    assertThat(problem.getString("type")).isEqualTo("urn:wsgateway:error:" + slug);
    assertThat(problem.getInt("status")).isEqualTo(status);
    return problem;
  }

  /** The fields that a problem document finds wrong. */
  static List<String> wrongFields(JsonObject problem) {
    return problem
        .getJsonArray("errors")
        .getValuesAs(error -> error.asJsonObject().getString("field"));
  }
}
