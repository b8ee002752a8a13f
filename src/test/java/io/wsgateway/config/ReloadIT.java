package io.wsgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.auth.SignedTokens;
import io.wsgateway.client.Event;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.json.JsonText;
import io.wsgateway.server.GatewayWar;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file outside the WAR that is changed while the gateway runs. */
@ArquillianTest
@RunAsClient
class ReloadIT {
  private static final Path FILE = Path.of("target/reload-it.properties").toAbsolutePath();
  private static final String OPS = "the-secret-of-operations";
  private static final String SHOP = "the secret of the shop";
  private static final Map<String, String> FIRST =
      Map.of(
          "gateway.keys", "ops",
          "gateway.key.ops.secret", OPS,
          "gateway.key.ops.scopes", "push,read,manage,admin",
          "gateway.apps", "shop,chat",
          "gateway.apps.closed", "true",
          "gateway.app.shop.auth", "jwt",
          "gateway.app.shop.secret", SHOP);

  @ArquillianResource private URI base;
  private final Map<String, String> settings = new LinkedHashMap<>(FIRST);

  @Deployment
  static WebArchive war() throws IOException {
    write(FIRST);
    return GatewayWar.named("reload", Map.of("gateway.config.file", FILE.toString()));
  }

  private static void write(Map<String, String> settings) throws IOException {
    Files.writeString(
        FILE,
        settings.entrySet().stream()
            .map(one -> one.getKey() + "=" + one.getValue())
            .collect(Collectors.joining("\n")));
  }

  @BeforeEach
  void begin() throws IOException {
    assertThat(reload().status()).isEqualTo(200);
  }

  private HttpAnswer call(String secret, String method, String path) {
    return HttpCalls.to(base).with("X-API-Key", secret).call(method, path, null);
  }

  private HttpAnswer reload() throws IOException {
    write(settings);
    return call(OPS, "POST", "/api/v1/nodes/self/reload");
  }

  private static JsonObject json(HttpAnswer answer) {
    return JsonText.parse(answer.text()).orElseThrow().asJsonObject();
  }

  /** A client of vein, which needs the app's secret; accepted or not. */
  private RawWebSocket connect(String secret) {
    String token = SignedTokens.hs256("{\"sub\":\"7\"}", secret);
    String path = base.getPath() + "ws/connect?app_id=shop&token=" + token;
    return RawWebSocket.open(base.getHost(), base.getPort(), path, Map.of());
  }

  /** One that the gateway has let in. */
  private RawWebSocket login(String secret) {
    RawWebSocket client = connect(secret);
    Eventually.await(
        "it is in",
        () -> call(OPS, "GET", "/api/v1/apps/shop/users/7").text().contains("\"online\":true"));
    return client;
  }

  @Test
  void key_isAdded_andTakenAway() throws IOException {
    String other = "the-secret-of-another";
    assertThat(call(other, "GET", "/api/v1/nodes").status()).isEqualTo(401);

    settings.put("gateway.keys", "ops,other");
    settings.put("gateway.key.other.secret", other);
    HttpAnswer added = reload();

    assertThat(added.text())
        .isEqualTo(
            "{\"changed\":[\"gateway.key.other.secret\",\"gateway.keys\"],\"needRestart\":[]}");
    assertThat(call(other, "GET", "/api/v1/nodes").status()).isEqualTo(200);
    settings.put("gateway.keys", "ops");
    assertThat(reload().status()).isEqualTo(200);
    assertThat(call(other, "GET", "/api/v1/nodes").status()).isEqualTo(401);
  }

  @Test
  void secretOfAnApp_isChanged_andWhoIsThereStays() throws IOException {
    try (RawWebSocket before = login(SHOP)) {
      settings.put("gateway.app.shop.secret", "another secret");
      assertThat(reload().text()).contains("gateway.app.shop.secret").doesNotContain("another");

      try (RawWebSocket old = connect(SHOP);
          RawWebSocket current = connect("another secret")) {
        assertThat(old.isAccepted()).isFalse();
        assertThat(current.isAccepted()).isTrue();
      }
      before.ping("still there");
      assertThat(before.next(Duration.ofSeconds(5), Set.of(Event.Kind.PONG))).isPresent();
    }
  }

  @Test
  void appThatIsTakenOut_losesItsConnections() throws IOException {
    try (RawWebSocket client = login(SHOP)) {
      settings.put("gateway.apps", "chat");

      assertThat(reload().status()).isEqualTo(200);

      client.expectClose(4012);
      try (RawWebSocket late = connect(SHOP)) {
        assertThat(late.isAccepted()).isFalse();
      }
      assertThat(call(OPS, "GET", "/api/v1/apps/shop").status()).isEqualTo(403);
    }
  }

  @Test
  void limit_isChanged() throws IOException {
    settings.put("gateway.limit.connections-per-user", "1");
    assertThat(reload().status()).isEqualTo(200);

    try (RawWebSocket first = login(SHOP);
        RawWebSocket second = connect(SHOP)) {
      assertThat(first.isAccepted()).isTrue();
      assertThat(second.expectClose(4010)).isNotNull();
      settings.remove("gateway.limit.connections-per-user");
      assertThat(reload().text()).contains("gateway.limit.connections-per-user");
      try (RawWebSocket third = connect(SHOP)) {
        third.ping("still there");
        assertThat(third.next(Duration.ofSeconds(5), Set.of(Event.Kind.PONG))).isPresent();
      }
    }
  }

  @Test
  void badValue_changesNothing_andAllFaultsAreSaid() throws IOException {
    settings.put("gateway.limit.messages", "many");
    settings.put("gateway.trusted-proxies", "nowhere");
    settings.put("gateway.keys", "ops,other");

    HttpAnswer answer = reload();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text())
        .contains("gateway.limit.messages is 'many'", "gateway.key.other.secret is (not shown)");
    Files.delete(FILE);
    HttpAnswer gone = call(OPS, "POST", "/api/v1/nodes/self/reload");
    assertThat(gone.status()).isEqualTo(400);
    assertThat(gone.text()).contains("(gateway.config.file) is not there");
    assertThat(call(OPS, "GET", "/api/v1/apps/shop").status()).isEqualTo(200);
  }

  @Test
  void configuration_isShownWithoutSecrets_andSaysWhatWaitsForARestart() throws IOException {
    settings.put("gateway.lanes", "3");
    settings.put("gateway.limit.mesages", "3");
    assertThat(json(reload()).getJsonArray("needRestart").toString())
        .isEqualTo("[\"gateway.lanes\"]");

    HttpAnswer answer = call(OPS, "GET", "/api/v1/nodes/self/configuration");

    assertThat(answer.text()).doesNotContain(OPS).doesNotContain(SHOP);
    JsonObject report = json(answer);
    assertThat(report.getString("file")).isEqualTo(FILE.toString());
    assertThat(report.getJsonArray("unknown").toString())
        .contains("{\"key\":\"gateway.limit.mesages\",\"nearest\":\"gateway.limit.messages\"}");
    assertThat(report.getJsonArray("items").getValuesAs(JsonObject.class))
        .anySatisfy(
            item -> {
              assertThat(item.getString("key")).isEqualTo("gateway.key.ops.secret");
              assertThat(item.getString("value")).isEqualTo("(not shown)");
              assertThat(item.getString("source")).isEqualTo(FILE.toString());
              assertThat(item.getBoolean("reloadable")).isTrue();
            })
        .anySatisfy(
            item -> {
              assertThat(item.getString("key")).isEqualTo("gateway.lanes");
              assertThat(item.getString("value")).isEqualTo("0");
              assertThat(item.getString("source")).isEqualTo("default");
              assertThat(item.getBoolean("reloadable")).isFalse();
            });
  }
}
