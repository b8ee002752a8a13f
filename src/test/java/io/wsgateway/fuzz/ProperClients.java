package io.wsgateway.fuzz;

import io.wsgateway.auth.SignedTokens;
import io.wsgateway.client.Event;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.json.JsonText;
import java.net.URI;
import java.time.Duration;

/**
 * Connects clients of every dialect that are one user, and in one topic, of the app {@link #APP}.
 *
 * @param base of the deployment
 * @param user a number above 0, so that all dialects can name it
 */
record ProperClients(URI base, long user, String topic) {
  /** The app of all. */
  static final String APP = "test";

  /** What its tokens and pushes are signed with, so that those of the recorded cases are valid. */
  static final String SECRET = "j8jasd98efan9sdfj89asjdf";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The user is in the topic, in every dialect. */
  void join() {
    require(
        204,
        calls().call("PUT", "/api/v1/apps/" + APP + "/topics/" + topic + "/users/" + user, ""));
  }

  RawWebSocket reg() {
    return open("/connection")
        .send("reg:" + APP + ":" + user)
        .send("?:")
        .expect("error msg format", PATIENCE);
  }

  RawWebSocket gm() {
    RawWebSocket client = open("/gm").expect("{\"type\":\"ping\"}", PATIENCE);
    client.send("{\"type\":\"bind\",\"data\":{\"client_id\":" + user + "}}");
    return client.expect("bind ok", PATIENCE);
  }

  /** Also in the private topic, without which it is shown nothing that is for its user. */
  RawWebSocket member() {
    RawWebSocket client = open("/member").send("{\"member_id\":" + user + ",\"token\":\"\"}");
    requireText(client, "hello " + user);
    client.send("{\"app\":\"" + topic + "\"}").send("{\"app\":\"im\"}");
    requireText(client, topic + " success");
    requireText(client, "im success");
    return client;
  }

  RawWebSocket raw() {
    RawWebSocket client = unbound();
    long id = rawId(requireText(client, "new client: "));
    require(
        204,
        calls()
            .with("Content-Type", "application/json")
            .call(
                "PUT",
                "/api/v1/apps/" + APP + "/connections/" + id + "/user",
                "{\"user\":\"" + user + "\"}"));
    return client;
  }

  /** Of the raw dialect, and nobody's; its chat has not greeted it yet. */
  RawWebSocket unbound() {
    return open("/raw");
  }

  RawWebSocket vein() {
    long before = connections();
    RawWebSocket client = open(veinPath(String.valueOf(user)));
    // A handshake is answered before the gateway has let the client in.
    Eventually.await("the client is in", () -> connections() > before);
    return client;
  }

  private long connections() {
    String answer = calls().get("/api/v1/apps/" + APP + "/users/" + user).text();
    return JsonText.parse(answer).orElseThrow().asJsonObject().getJsonArray("connections").size();
  }

  /** Where a user of the vein dialect connects. */
  static String veinPath(String user) {
    return "/ws/connect?app_id="
        + APP
        + "&token="
        + SignedTokens.hs256("{\"sub\":\"" + user + "\"}", SECRET);
  }

  /** The connection's id in the greeting of the raw dialect's chat. */
  static long rawId(String greeting) {
    return Long.parseLong(greeting.substring(greeting.indexOf(": ") + 2), 16);
  }

  HttpCalls calls() {
    return HttpCalls.to(base).within(PATIENCE);
  }

  /** Insists on a status. */
  static void require(int status, HttpAnswer answer) {
    if (answer.status() != status) {
      throw new AssertionError(
          "expected " + status + " and got " + answer.status() + ": " + answer.text());
    }
  }

  static String requireText(RawWebSocket client, String part) {
    Event event =
        client.next(PATIENCE).orElseThrow(() -> new AssertionError("nothing with " + part));
    if (event.kind() != Event.Kind.TEXT || !event.text().contains(part)) {
      throw new AssertionError("expected a text with " + part + " and got " + event);
    }
    return event.text();
  }

  private RawWebSocket open(String path) {
    return RawWebSocket.open(URI.create(base.toString().replaceFirst("/+$", "") + path));
  }
}
