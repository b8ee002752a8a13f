package io.wsgateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.auth.SignedTokens;
import io.wsgateway.client.Event;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.json.JsonText;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One user of one app, connected five times: once in each dialect. All five are in the topics
 * {@code news} and {@code chat}.
 */
final class FiveClients implements AutoCloseable {
  static final String APP = "shop";
  static final String SECRET = "a secret of the shop";
  static final String USER = "7";

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String ANYTHING_OF_VEIN =
      ",\"msg_id\":\"[0-9a-f-]{36}\",\"send_at\":\\d{%s}%s\\}";

  final RawWebSocket reg;
  final RawWebSocket gm;
  final RawWebSocket member;
  final RawWebSocket raw;
  final RawWebSocket vein;

  FiveClients(URI base) {
    reg = RawWebSocket.open(base.resolve("connection")).send("reg:shop:7");
    reg.send("in:shop:7:news").send("in:shop:7:chat");
    gm = RawWebSocket.open(base.resolve("gm")).expect("{\"type\":\"ping\"}");
    gm.send("{\"type\":\"bind\",\"data\":{\"client_id\":7}}").expect("bind ok");
    assertThat(text(gm)).startsWith("your hash_name is:");
    member = RawWebSocket.open(base.resolve("member"));
    member.send("{\"member_id\":7,\"token\":\"t\"}");
    assertThat(text(member)).contains("hello 7");
    for (String topic : List.of("im", "news", "chat")) {
      member.send("{\"app\":\"" + topic + "\"}");
      assertThat(text(member)).contains("subscribe " + topic + " success");
    }
    String token = SignedTokens.hs256("{\"sub\":\"7\"}", SECRET);
    vein = RawWebSocket.open(base.resolve("ws/connect?app_id=" + APP + "&token=" + token));
    // A handshake is answered before the gateway has let the client in.
    Eventually.await("four clients are in", () -> connectionsOfUser(base) == 4);
    raw = RawWebSocket.open(base.resolve("raw"));
  }

  private static long connectionsOfUser(URI base) {
    String user = HttpCalls.to(base).get("/api/v1/apps/" + APP + "/users/" + USER).text();
    return JsonText.parse(user).orElseThrow().asJsonObject().getJsonArray("connections").size();
  }

  /** What is pushed to user 7 as a text that is no JSON object. */
  void expectForUser(String text) {
    expectPlain(text);
    expectMember("im", 7, text);
    expectVein("\"to\":\"7\",\"data\":{\"text\":\"" + text + "\"}", 13, "");
  }

  /** Insists that those clients which show a message as it is show this. */
  void expectPlain(String text) {
    reg.expect(text);
    gm.expect(text);
    raw.expect(text);
  }

  /** Insists on an envelope; the text must need no escapes. */
  void expectMember(String topic, int memberId, String text) {
    member.expect(
        "{\"app\":\"" + topic + "\",\"member_id\":" + memberId + ",\"text\":\"" + text + "\"}");
  }

  /** Insists on a message whose first members are these. */
  void expectVein(String members, int digitsOfTime, String last) {
    String pattern =
        Pattern.quote("{" + members)
            + ANYTHING_OF_VEIN.formatted(digitsOfTime, Pattern.quote(last));
    assertThat(text(vein)).matches(pattern);
  }

  /**
   * Insists that nobody has anything more to read: a ping is answered by a pong, and nothing else.
   */
  void expectNothingMore() {
    for (RawWebSocket client : all().toList()) {
      client.ping("done?");
      Event next =
          client
              .next(
                  PATIENCE,
                  Set.of(Event.Kind.TEXT, Event.Kind.BINARY, Event.Kind.CLOSE, Event.Kind.PONG))
              .orElseThrow();
      assertThat(next.kind()).as(next.toString()).isEqualTo(Event.Kind.PONG);
    }
  }

  Stream<RawWebSocket> all() {
    return Stream.of(reg, gm, member, raw, vein);
  }

  /** The next text that is not a ping of the gm dialect. */
  static String text(RawWebSocket client) {
    return client
        .next(PATIENCE)
        .map(Event::text)
        .orElseThrow(() -> new AssertionError("nothing came"));
  }

  @Override
  public void close() {
    all().forEach(RawWebSocket::close);
  }
}
