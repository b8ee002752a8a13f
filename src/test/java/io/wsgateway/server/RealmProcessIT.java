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
    settings.put("gateway.console.role", "speakers");
    settings.put("gateway.trusted-proxies", "127.0.0.1");
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
    user += "create-file-user --passwordfile " + password + " --groups members carl\n";
    return GatewayProcess.startMicroWith("realm", "", script + user, Map.of(), settings);
  }

  /** What add-user.sh writes, and what realm.cli makes sure of is so in standalone.xml. */
  private static GatewayProcess wildFly(Map<String, String> settings) throws IOException {
    Path users = FOLDER.resolve("application-users.properties");
    Path roles = FOLDER.resolve("application-roles.properties");
    Files.writeString(
        users,
        "ann="
            + md5("ann:ApplicationRealm:open-sesame")
            + "\ncarl="
            + md5("carl:ApplicationRealm:open-sesame")
            + "\n");
    Files.writeString(roles, "ann=speakers,members\ncarl=members\n");
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

  @Test
  void operators_callTheApi_withoutAKeyAndWithoutASession() {
    HttpAnswer caller = api(basic("ann:open-sesame"), "/api/v1/caller");
    assertThat(caller.status()).as(caller.text()).isEqualTo(200);
    assertThat(caller.text())
        .contains("\"caller\":\"ann (login)\"", "\"admin\"", "\"apps\":[\"*\"]");
    assertThat(caller.header("Set-Cookie")).isEmpty();
    // Once more, from what is remembered of a moment ago.
    assertThat(api(basic("ann:open-sesame"), "/api/v1/nodes/self/configuration").status())
        .isEqualTo(200);
    Map<String, String> own = new HashMap<>(basic("ann:open-sesame"));
    own.put("Origin", "http://" + base().getAuthority());
    own.put("Sec-Fetch-Site", "same-origin");
    assertThat(api(own, "/api/v1/cluster").status()).isEqualTo(200);
  }

  @Test
  void whoIsNoOperator_isRefused_andNotAskedByTheBrowser() {
    long before = refused("key");
    for (Map<String, String> headers :
        List.of(
            basic("ann:guessed"),
            basic("nobody:open-sesame"),
            Map.of("Authorization", "Basic %%%"),
            Map.of("Authorization", "Basic "))) {
      HttpAnswer answer = api(headers, "/api/v1/caller");
      assertThat(answer.status()).as(answer.text()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate").orElse("Bearer")).isEqualTo("Bearer");
      assertThat(answer.header("Set-Cookie")).isEmpty();
      assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
    }
    assertThat(refused("key")).isEqualTo(before + 4);
    assertThat(api(basic("carl:open-sesame"), "/api/v1/caller").status()).isEqualTo(403);
    for (Map<String, String> page :
        List.of(Map.of("Origin", "https://shop.example"), Map.of("Sec-Fetch-Site", "cross-site"))) {
      Map<String, String> headers = new HashMap<>(basic("ann:open-sesame"));
      headers.putAll(page);
      assertThat(api(headers, "/api/v1/caller").status()).isEqualTo(403);
    }
    HttpCalls withKey = HttpCalls.to(base()).with("X-API-Key", KEY);
    assertThat(
            withKey
                .with("Authorization", basic("a:proxy's").get("Authorization"))
                .get("/api/v1/caller")
                .text())
        .contains("\"caller\":\"backend\"");
  }

  @Test
  void passwords_cannotBeGuessedAtWill() {
    // From an address of its own, and of somebody else: WildFly locks out whoever is guessed.
    HttpAnswer answer = null;
    for (int i = 0; i < 20 && (answer == null || answer.status() == 401); i++) {
      Map<String, String> headers = new HashMap<>(basic("dora:guess" + i));
      headers.put("X-Forwarded-For", "198.51.100.7");
      answer = api(headers, "/api/v1/caller");
    }
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isPresent();
    Map<String, String> right = new HashMap<>(basic("carl:open-sesame"));
    right.put("X-Forwarded-For", "198.51.100.7");
    assertThat(api(right, "/api/v1/caller").status()).isEqualTo(429);
  }

  private static HttpAnswer api(Map<String, String> headers, String path) {
    HttpCalls calls = HttpCalls.to(base());
    for (Map.Entry<String, String> header : headers.entrySet()) {
      calls = calls.with(header.getKey(), header.getValue());
    }
    return calls.get(path);
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
