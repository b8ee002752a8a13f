package io.wsgateway.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.auth.SignedTokens;
import io.wsgateway.client.Event;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.client.Swarm;
import io.wsgateway.client.SwarmPlan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A real server that all its scripts have prepared, each run twice, and to which the WAR was
 * deployed by the server's own command: what the scripts and their README promise.
 */
@ResourceLock("ServerScriptsContract.server")
@ResourceLock(value = Processors.NAME, mode = ResourceAccessMode.READ)
abstract class ServerScriptsContract {
  static final String SECRET = "a-secret-of-24-characters";
  static final TestKeys KEYS = TestKeys.make(Path.of("target/servers/scripts-keys"));

  /** What the gateway is told, by the server's means. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "gateway.apps", "shop,club",
          "gateway.app.shop.secret", "a secret of the shop",
          "gateway.app.club.auth", "realm",
          "gateway.gm.app", "shop",
          "gateway.member.app", "shop",
          "gateway.raw.app", "shop",
          "gateway.raw.application", "chat",
          "gateway.keys", "backend");

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int CLIENTS = 200;

  private static InstalledServer server;

  /** The server is ready, and has the gateway. */
  static void use(InstalledServer prepared) {
    server = prepared;
    awaitGateway();
  }

  /** Before it is deployed, servers have a page of their own. */
  private static void awaitGateway() {
    HttpCalls http = HttpCalls.to("127.0.0.1", server.port(8080));
    Eventually.await(
        "the gateway answers",
        Duration.ofSeconds(60),
        () -> http.get("/").text().contains("wsgateway"));
  }

  @AfterAll
  static void end() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void everyOriginal_isServedAtItsPort_andItsStatisticsAtTheirs() {
    String token = SignedTokens.hs256("{\"sub\":\"7\"}", SETTINGS.get("gateway.app.shop.secret"));
    try (RawWebSocket reg = open(9457, "/connection");
        RawWebSocket gm = open(8080, "/");
        RawWebSocket member = open(5000, "/");
        RawWebSocket raw = open(9003, "/");
        RawWebSocket vein = open(8090, "/ws/connect?app_id=shop&token=" + token)) {
      reg.send("reg:shop:7");
      gm.expect("{\"type\":\"ping\"}");
      gm.send("{\"type\":\"bind\",\"data\":{\"client_id\":7}}").expect("bind ok");
      member.send("{\"member_id\":7,\"token\":\"t\"}").send("{\"app\":\"im\"}");
      hear(member, "subscribe im success");
      member.send("{\"app\":\"news\"}");
      hear(member, "subscribe news success");
      String greeting = hear(raw, "new client: ").substring("new client: ".length());
      long id = Long.parseLong(greeting, 16);

      Eventually.await(
          "four are in",
          () -> push("shop", "\"user\":\"7\"", "soon").contains("\"connections\":4"));
      push("shop", "\"user\":\"7\"", "for seven");
      push("shop", "\"connection\":" + id, "for one");

      hear(reg, "for seven");
      hear(gm, "for seven");
      hear(member, "for seven");
      hear(vein, "for seven");
      hear(raw, "for one");
      HttpAnswer statistics = HttpCalls.to("127.0.0.1", server.port(6000)).get("/");
      assertThat(statistics.text().lines()).contains("news 1");
      // Sockets are written to in the server's own way, whatever class loaders it has.
      assertThat(server.log())
          .contains("is known here")
          .doesNotContain("is not as it is known here");
    }
  }

  @Test
  void clientsComeByTls_andBackEndsWithACertificateOnly() throws IOException {
    URI connection = URI.create("wss://127.0.0.1:" + server.port(8443) + "/connection");
    try (TlsClient client = TlsClient.open(KEYS.stranger(), connection)) {
      client.send("reg:shop:tls");
      Eventually.await(
          "it is in",
          () -> push("shop", "\"user\":\"tls\"", "hello").contains("\"connections\":1"));

      assertThat(client.next()).isEqualTo("hello");
    }
    URI backEnds = URI.create("https://127.0.0.1:" + server.port(9443) + "/serverList");
    assertThatThrownBy(() -> TlsClient.get(KEYS.stranger(), backEnds))
        .isInstanceOf(IOException.class);
    assertThat(TlsClient.get(KEYS.backEnd(), backEnds)).isEqualTo(200);
  }

  @Test
  void whoTheServerKnows_isThatUser() {
    String login = Base64.getEncoder().encodeToString("ann:open-sesame".getBytes(UTF_8));
    Map<String, String> headers = Map.of("Authorization", "Basic " + login);
    try (RawWebSocket ann =
            RawWebSocket.open("127.0.0.1", server.port(9457), "/connection", headers);
        RawWebSocket guest = open(9457, "/connection")) {
      assertThat(ann.isAccepted()).isTrue();
      ann.send("reg:club:ann");
      Eventually.await(
          "she is in",
          () -> push("club", "\"user\":\"ann\"", "hello").contains("\"connections\":1"));
      ann.expect("hello");
      guest.send("reg:club:ann").expect("error msg format");
    }
  }

  @Test
  void undeploying_tellsEveryClientToComeBack() {
    expectGoodbyes(server::undeploy);
    server.deploy();
    awaitGateway();
  }

  @Test
  void stopping_tellsEveryClientToComeBack() {
    expectGoodbyes(server::stop);
    server.start();
    awaitGateway();
  }

  private static void expectGoodbyes(Runnable end) {
    try (Swarm clients = SwarmPlan.of(CLIENTS, address(8080, "/connection")).open();
        Swarm others = SwarmPlan.of(CLIENTS, address(9457, "/connection")).open()) {
      clients.awaitOpen(Duration.ofSeconds(30));
      others.awaitOpen(Duration.ofSeconds(30));

      end.run();

      for (Swarm swarm : new Swarm[] {clients, others}) {
        assertThat(swarm.awaitClosed(PATIENCE).closeCodes()).containsOnly(Map.entry(1012, CLIENTS));
      }
    }
  }

  private static URI address(int port, String path) {
    return URI.create("ws://127.0.0.1:" + server.port(port) + path);
  }

  private static RawWebSocket open(int port, String path) {
    RawWebSocket socket = RawWebSocket.open(address(port, path));
    assertThat(socket.isAccepted()).as(path + " at " + port).isTrue();
    return socket;
  }

  /** The next text with this in it. */
  private static String hear(RawWebSocket client, String part) {
    Optional<Event> next = client.next(PATIENCE);
    while (next.isPresent() && !next.get().text().contains(part)) {
      next = client.next(PATIENCE);
    }
    return next.orElseThrow(() -> new AssertionError("never came: " + part)).text();
  }

  private static String push(String app, String to, String text) {
    URI messages =
        URI.create("https://127.0.0.1:" + server.port(9443) + "/api/v1/apps/" + app + "/messages");
    String body = "{\"to\":{" + to + "},\"text\":\"" + text + "\"}";
    String answer = TlsClient.post(KEYS.backEnd(), messages, SECRET, body);
    assertThat(answer).startsWith("200");
    return answer.replace(" ", "");
  }
}
