package io.wsgateway.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Users that the server's own login knows, set up as the scripts in {@code server-config} do. */
class RealmProcessIT {
  private static final String KEY = "a-secret-of-24-characters";
  private static final Path FOLDER = Path.of("target/servers/realm-users");

  private static GatewayProcess gateway;

  @BeforeAll
  static void start() throws IOException {
    Files.createDirectories(FOLDER);
    Map<String, String> settings = new HashMap<>();
    settings.put("gateway.apps", "shop");
    settings.put("gateway.app.shop.auth", "realm");
    settings.put("gateway.app.shop.join", "club=role:members,bosses=role:boss");
    settings.put("gateway.gm.app", "shop");
    settings.put("gateway.raw.app", "shop");
    settings.put("gateway.raw.application", "none");
    settings.put("gateway.origins", "*,https://shop.example");
    settings.put("gateway.keys", "backend");
    settings.put("gateway.key.backend.secret", KEY);
    gateway = TlsGateway.onWildFly() ? wildFly(settings) : micro(settings);
  }

  private static GatewayProcess micro(Map<String, String> settings) throws IOException {
    Path password = FOLDER.resolve("ann").toAbsolutePath();
    Files.writeString(password, "AS_ADMIN_USERPASSWORD=open-sesame\n");
    String script = Files.readString(Path.of("server-config/payara/realm.asadmin"));
    String user =
        "\ncreate-file-user --passwordfile " + password + " --groups speakers:members ann\n";
    return GatewayProcess.startMicroWith("realm", "", script + user, Map.of(), settings);
  }

  /** What add-user.sh writes, and what realm.cli makes sure of is so in standalone.xml. */
  private static GatewayProcess wildFly(Map<String, String> settings) throws IOException {
    Path users = FOLDER.resolve("application-users.properties");
    Path roles = FOLDER.resolve("application-roles.properties");
    Files.writeString(users, "ann=" + md5("ann:ApplicationRealm:open-sesame") + "\n");
    Files.writeString(roles, "ann=speakers,members\n");
    int management = Ports.free();
    GatewayProcess process =
        GatewayProcess.startWildFlyWith(
            "realm", Ports.free(), management, List.of(users, roles), Map.of(), settings);
    TlsGateway.run(
        "realm", management, "realm", Files.readString(Path.of("server-config/wildfly/realm.cli")));
    return process;
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void whoLogsIn_isThatUser() {
    try (RawWebSocket client = raw(basic("ann:open-sesame"))) {
      assertThat(client.isAccepted()).isTrue();
      assertThat(client.handshake().header("Set-Cookie")).isEmpty();
      Eventually.await("the push is heard", () -> push("hello").contains("\"connections\":1"));
      client.expect("hello");
    }
  }

  @Test
  void whoDoesNot_isAskedTo() {
    for (Map<String, String> headers :
        List.of(
            Map.<String, String>of(),
            basic("ann:guessed"),
            basic("bob:open-sesame"),
            Map.of("Authorization", "Basic %%%"),
            Map.of("Authorization", "Bearer x"))) {
      RawWebSocket client = raw(headers);

      assertThat(client.handshake().status()).as(headers.toString()).isEqualTo(401);
      assertThat(client.handshake().header("WWW-Authenticate").orElse("")).startsWith("Basic");
    }
    assertThat(refused("token")).isGreaterThanOrEqualTo(5);
  }

  @Test
  void pagesOfOtherOrigins_doNotGetTheLoginAlong() {
    for (String origin : List.of("https://evil.example", "null")) {
      Map<String, String> headers = new HashMap<>(basic("ann:open-sesame"));
      headers.put("Origin", origin);
      assertThat(raw(headers).handshake().status()).isEqualTo(403);
    }
    String own = "http://" + base().getAuthority();
    for (String origin : List.of("https://shop.example", own)) {
      Map<String, String> headers = new HashMap<>(basic("ann:open-sesame"));
      headers.put("Origin", origin);
      try (RawWebSocket client = raw(headers)) {
        assertThat(client.isAccepted()).as(origin).isTrue();
      }
    }
  }

  @Test
  void rolesCount_andNobodyIsAnybodyElse() {
    try (RawWebSocket client = open("/gm", basic("ann:open-sesame"))) {
      client.expect("{\"type\":\"ping\"}");
      client.send("{\"type\":\"bind\",\"data\":{\"client_id\":\"bob\"}}");
      client.expect("{\"type\":\"not match\"}");
      client.send("{\"type\":\"bind\",\"data\":{\"client_id\":\"ann\"}}").expect("bind ok");
      assertThat(client.next(java.time.Duration.ofSeconds(5))).isPresent();
      client.send("{\"type\":\"join_group\",\"data\":{\"group_id\":\"bosses\"}}");
      client.expect("{\"type\":\"not match\"}");
      client.send("{\"type\":\"join_group\",\"data\":{\"group_id\":\"club\"}}");
      client.expect("join_group ok");
    }
  }

  @Test
  void aClientThatNamesItsAppLater_mayLogInBefore() {
    try (RawWebSocket ann = open("/connection", basic("ann:open-sesame"));
        RawWebSocket guest = open("/connection", Map.of())) {
      ann.send("reg:shop:ann").send("in:shop:ann:club").send("?:").expect("error msg format");
      guest.send("reg:shop:ann").expect("error msg format");
      guest.send("reg:other:ann").send("in:other:ann:t").send("?:").expect("error msg format");
    }
    assertThat(open("/connection", basic("ann:guessed")).handshake().status()).isEqualTo(401);
  }

  private static RawWebSocket raw(Map<String, String> headers) {
    return open("/raw", headers);
  }

  private static RawWebSocket open(String path, Map<String, String> headers) {
    return RawWebSocket.open(base().getHost(), base().getPort(), path, new HashMap<>(headers));
  }

  private static URI base() {
    return gateway.http("/");
  }

  private static Map<String, String> basic(String credentials) {
    return Map.of(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
  }

  private static String push(String text) {
    HttpAnswer answer =
        HttpCalls.to(base())
            .with("Authorization", "Bearer " + KEY)
            .post(
                "/api/v1/apps/shop/messages",
                "application/json",
                "{\"to\":{\"user\":\"ann\"},\"text\":\"" + text + "\"}");
    assertThat(answer.status()).isEqualTo(200);
    return answer.text().replace(" ", "");
  }

  private static long refused(String reason) {
    String status = HttpCalls.to(base()).with("X-API-Key", KEY).get("/api/v1/status").text();
    return Long.parseLong(status.replaceAll("(?s).*\"" + reason + "\"\\s*:\\s*(\\d+).*", "$1"));
  }
}
