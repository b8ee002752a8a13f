package io.wsgateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.admin.JmxServlet;
import io.wsgateway.auth.SignedTokens;
import io.wsgateway.client.Event;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.json.JsonText;
import io.wsgateway.server.GatewayWar;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever is blocked is closed in every dialect, is told why, and does not come back. */
@ArquillianTest
@RunAsClient
class BlocksIT {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String REASON = "go away, Ärger";

  @ArquillianResource private URI base;

  private HttpCalls http;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(AllDialectsContract.SETTINGS).addClass(JmxServlet.class);
  }

  @BeforeEach
  void prepare() {
    http = HttpCalls.to(base).with("Content-Type", "application/json");
  }

  @AfterEach
  void unblockAll() {
    blocks().forEach(block -> unblock(block.getString("id")));
  }

  @Test
  void userThatIsBlocked_isClosedInEveryDialect_andRefusedUntilItIsUnblocked() {
    try (FiveClients clients = new FiveClients(base)) {
      String greeting = FiveClients.text(clients.raw);
      assertThat(bindRaw(greeting).status()).isEqualTo(204);

      String id = block("\"app\":\"shop\",\"user\":\"7\"").getString("id");

      clients.all().forEach(client -> expectBlocked(client));
      expectBlocked(RawWebSocket.open(base.resolve("connection")).send("reg:shop:7"));
      expectBlocked(
          RawWebSocket.open(base.resolve("gm"))
              .send("{\"type\":\"bind\",\"data\":{\"client_id\":7}}"));
      expectBlocked(
          RawWebSocket.open(base.resolve("member")).send("{\"member_id\":7,\"token\":\"t\"}"));
      expectBlocked(RawWebSocket.open(base.resolve(vein("7"))));
      try (RawWebSocket raw = RawWebSocket.open(base.resolve("raw"))) {
        HttpAnswer refused = bindRaw(FiveClients.text(raw));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains(REASON);
      }
      RawWebSocket.open(base.resolve(vein("8"))).ping("still").close();

      unblock(id);

      try (FiveClients again = new FiveClients(base)) {
        assertThat(bindRaw(FiveClients.text(again.raw)).status()).isEqualTo(204);
      }
    }
  }

  @Test
  void addressThatIsBlocked_isClosedInEveryDialect_andNotLetIn() {
    try (FiveClients clients = new FiveClients(base)) {
      block("\"address\":\"127.0.0.0/8\"");
      block("\"address\":\"::1\"");

      clients.all().forEach(client -> expectBlocked(client));
      for (String path : List.of("connection", "gm", "member", "raw", vein("7"))) {
        expectBlocked(RawWebSocket.open(base.resolve(path)));
      }
    }
  }

  @Test
  void jmx_blocksAndUnblocks_andTellsHowManyWereRefused() {
    int node =
        object(http.get("/api/v1/nodes")).getJsonArray("items").getJsonObject(0).getInt("node");
    String name = "io.wsgateway:type=Access,node=" + node;
    assertThat(jmx("").lines()).contains(name);
    String at = "?node=" + node;

    String id = jmx(at + "&operation=blockUser" + arguments("shop", "9", "by hand", "60"));

    assertThat(id).matches("[A-Za-z0-9_-]{20}");
    assertThat(blocks())
        .singleElement()
        .satisfies(
            block -> {
              assertThat(block.getString("id")).isEqualTo(id);
              assertThat(block.getString("by")).isEqualTo("jmx");
              assertThat(block.getString("user")).isEqualTo("9");
            });
    assertThat(jmx(at + "&attribute=BlockCount")).isEqualTo("1");
    assertThat(jmx(at + "&operation=listBlocks" + arguments("")))
        .contains(id, "user 9 of shop", "by hand");
    expectBlocked(RawWebSocket.open(base.resolve("connection")).send("reg:shop:9"), "by hand");
    assertThat(jmx(at + "&attribute=Refusals")).contains("blocked");
    assertThat(jmx(at + "&operation=unblock" + arguments(id))).isEqualTo("true");
    assertThat(jmx(at + "&operation=unblock" + arguments(id))).isEqualTo("false");
    assertThat(blocks()).isEmpty();
    assertThat(jmx(at + "&operation=blockAddress" + arguments("localhost", "", "0")))
        .contains("IllegalArgumentException", "no address or network");
  }

  private static void expectBlocked(RawWebSocket client) {
    expectBlocked(client, REASON);
  }

  private static void expectBlocked(RawWebSocket client, String reason) {
    Event close =
        client
            .next(PATIENCE, Set.of(Event.Kind.CLOSE, Event.Kind.END))
            .orElseThrow(() -> new AssertionError("nothing came"));
    assertThat(close.kind()).as(close.toString()).isEqualTo(Event.Kind.CLOSE);
    assertThat(close.code()).isEqualTo(4008);
    assertThat(close.text()).isEqualTo(reason);
    client.close();
  }

  private JsonObject block(String target) {
    HttpAnswer answer =
        http.post(
            "/api/v1/blocks",
            "application/json",
            "{" + target + ",\"seconds\":60,\"reason\":\"" + REASON + "\"}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    JsonObject block = object(answer);
    assertThat(answer.header("Location").orElseThrow())
        .endsWith("/api/v1/blocks/" + block.getString("id"));
    return block;
  }

  private void unblock(String id) {
    assertThat(http.call("DELETE", "/api/v1/blocks/" + id, null).status()).isEqualTo(204);
  }

  private List<JsonObject> blocks() {
    return object(http.get("/api/v1/blocks")).getJsonArray("items").getValuesAs(JsonObject.class);
  }

  private HttpAnswer bindRaw(String greeting) {
    long connection = Long.parseLong(greeting.substring("new client: ".length()), 16);
    return http.call(
        "PUT", "/api/v1/apps/shop/connections/" + connection + "/user", "{\"user\":\"7\"}");
  }

  private static String vein(String user) {
    String token = SignedTokens.hs256("{\"sub\":\"" + user + "\"}", FiveClients.SECRET);
    return "ws/connect?app_id=shop&token=" + token;
  }

  private String jmx(String query) {
    return http.get("/jmx" + query).text().strip();
  }

  private static String arguments(String... all) {
    StringBuilder query = new StringBuilder();
    for (String one : all) {
      query.append("&argument=").append(URLEncoder.encode(one, StandardCharsets.UTF_8));
    }
    return query.toString();
  }

  private static JsonObject object(HttpAnswer answer) {
    return JsonText.parse(answer.text()).orElseThrow().asJsonObject();
  }
}
