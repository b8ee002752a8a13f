package io.wsgateway.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpCalls;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Five dialects in one app: what comes in by any of their APIs, each shows in its own form. */
abstract class AllDialectsContract {
  /** What the nodes need. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "gateway.apps",
          FiveClients.APP,
          "gateway.app.shop.secret",
          FiveClients.SECRET,
          "gateway.gm.app",
          FiveClients.APP,
          "gateway.member.app",
          FiveClients.APP,
          "gateway.gm.ping-interval",
          "1h",
          "gateway.raw.app",
          FiveClients.APP,
          "gateway.raw.application",
          "chat",
          "gateway.push.open",
          "true");

  HttpCalls http;
  FiveClients clients;
  private String rawId;

  /** Where clients and back ends find the gateway. */
  abstract URI base();

  @BeforeEach
  void connect() {
    http = HttpCalls.to(base());
    clients = new FiveClients(base());
    // The chat announces whom it has let in; the application runs beside the handshake.
    rawId = rawId();
    bindRaw(rawId);
    settle(rawId);
  }

  @AfterEach
  void disconnect() {
    try (FiveClients leaving = clients) {
      leaving.raw.close();
      // Else those of the next test may be told.
      String farewell = rawId + " leave.";
      Eventually.await(farewell, () -> FiveClients.text(leaving.reg).equals(farewell));
    }
  }

  @Test
  void regPush_toUserAndTopic_reachesAllFive() {
    http.postForm("/push/user", Map.of("app", "shop", "userId", "7", "content", "to a user"));
    clients.expectForUser("to a user");

    http.postForm("/push/topic", Map.of("app", "shop", "topic", "news", "content", "to a topic"));
    clients.expectPlain("to a topic");
    clients.expectMember("news", -1, "to a topic");
    clients.expectVein("\"to\":\"news\",\"data\":{\"text\":\"to a topic\"}", 13, "");
    clients.expectNothingMore();
  }

  @Test
  void gmMessage_ofAUser_reachesAllFive() {
    clients.gm.send(
        "{\"type\":\"send_to_client\",\"data\":{\"client_id\":7,\"message\":\"from gm\"}}");

    clients.expectPlain("from gm");
    clients.expectMember("im", 7, "from gm");
    clients.expectVein(
        "\"from\":\"7\",\"to\":\"7\",\"data\":{\"text\":\"from gm\"}",
        10,
        ",\"conversation_id\":\"7\"");
    clients.expectNothingMore();
  }

  @Test
  void memberPush_privateAndPublic_reachesAllFive() {
    http.call("POST", "/push", "{\"app\":\"im\",\"member_id\":7,\"text\":\"private\"}");
    clients.expectForUser("private");

    http.call("POST", "/push", "{\"app\":\"news\",\"member_id\":3,\"text\":\"public\"}");
    clients.expectPlain("public");
    clients.expectMember("news", 3, "public");
    clients.expectVein("\"to\":\"news\",\"data\":{\"text\":\"public\"}", 13, "");
    clients.expectNothingMore();
  }

  @Test
  void rawMessage_answeredByTheChat_reachesAllFive() {
    clients.raw.send("from raw");

    String said = FiveClients.text(clients.raw);
    assertThat(said).matches("[0-9a-f]{20}: from raw");
    clients.reg.expect(said);
    clients.gm.expect(said);
    clients.expectMember("chat", -1, said);
    assertThat(FiveClients.text(clients.vein)).contains("\"data\":{\"text\":\"" + said + "\"}");
    clients.expectNothingMore();
  }

  @Test
  void veinPush_andVeinMessage_reachAllFive() {
    String message = "{\"text\":\"<hi>\",\"n\":1.0}";
    String data = "{\"n\":1,\"text\":\"\\u003chi\\u003e\"}";
    String escaped = "{\\\"n\\\":1,\\\"text\\\":\\\"\\\\u003chi\\\\u003e\\\"}";

    assertThat(http.postForm("/api/v1/im/push", signed(message)).text())
        .isEqualTo("{\"error\":0,\"data\":{},\"message\":\"\"}");
    clients.expectPlain(data);
    clients.expectMember("im", 7, escaped);
    clients.expectVein("\"to\":\"7\",\"data\":" + data, 13, "");

    clients.vein.send("{\"to\":\"7\",\"data\":" + message + "}");
    clients.expectPlain(data);
    clients.expectMember("im", 7, escaped);
    clients.expectVein(
        "\"from\":\"7\",\"to\":\"7\",\"data\":" + data, 10, ",\"conversation_id\":\"7\"");
    clients.expectNothingMore();
  }

  @Test
  void restMessage_reachesAllFive_andBinaryOnlyRaw() {
    rest("{\"to\":{\"user\":\"7\"},\"text\":\"rest\"}");
    clients.expectForUser("rest");

    rest("{\"to\":{\"user\":\"7\"},\"text\":\"{\\\"a\\\":1}\",\"from\":\"bob\"}");
    clients.expectPlain("{\"a\":1}");
    clients.expectMember("im", 7, "{\\\"a\\\":1}");
    clients.expectVein(
        "\"from\":\"bob\",\"to\":\"7\",\"data\":{\"a\":1}", 10, ",\"conversation_id\":\"7\"");

    byte[] bytes = {0, -1, 1};
    rest(
        "{\"to\":{\"topic\":\"news\"},\"binary\":\""
            + Base64.getEncoder().encodeToString(bytes)
            + "\"}");
    assertThat(clients.raw.next(Duration.ofSeconds(5)))
        .hasValueSatisfying(event -> assertThat(event.kind()).isEqualTo(Event.Kind.BINARY));
    clients.expectNothingMore();
  }

  void rest(String message) {
    assertThat(http.post("/api/v1/apps/shop/messages", "application/json", message).status())
        .isEqualTo(200);
  }

  /** The id that the chat greets the raw client with. */
  private String rawId() {
    String greeting = FiveClients.text(clients.raw);
    assertThat(greeting).startsWith("new client: ");
    return greeting.substring("new client: ".length());
  }

  /** The raw dialect has no message by which a client says who it is: its application does. */
  private void bindRaw(String rawId) {
    long connection = Long.parseLong(rawId, 16);
    assertThat(
            http.with("Content-Type", "application/json")
                .call(
                    "PUT",
                    "/api/v1/apps/shop/connections/" + connection + "/user",
                    "{\"user\":\"7\"}")
                .status())
        .isEqualTo(204);
  }

  /** Returns when all are reached, and have read all that came of their connecting. */
  void settle(String rawId) {
    skipAnnouncement(rawId);
  }

  /** All are in the chat's topic, so all have read that the raw client came. */
  private void skipAnnouncement(String rawId) {
    String announcement = "new client: " + rawId;
    clients.reg.expect(announcement);
    clients.gm.expect(announcement);
    clients.expectMember("chat", -1, announcement);
    assertThat(FiveClients.text(clients.vein)).contains(announcement);
  }

  private static Map<String, String> signed(String message) {
    String nonce = "n" + System.nanoTime();
    String text =
        "app_key=shop&message="
            + message
            + "&nonce="
            + nonce
            + "&send_to=7&key="
            + FiveClients.SECRET;
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
      return Map.of(
          "app_key",
          "shop",
          "send_to",
          "7",
          "message",
          message,
          "nonce",
          nonce,
          "sign",
          HexFormat.of().withUpperCase().formatHex(digest));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
