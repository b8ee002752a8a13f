package io.wsgateway.dialect.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayProcess;
import io.wsgateway.server.Ports;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The port of the statistics, a second listener of the server. */
class MemberStatPortProcessIT {
  private static final String SECRET = "a-secret-of-24-characters";
  private static GatewayProcess gateway;
  private static HttpCalls statPort;
  private static int port;

  @BeforeAll
  static void start() {
    port = Ports.free();
    gateway =
        GatewayProcess.startWithListener(
            "member-stat",
            port,
            Map.of(
                "gateway.member.stat-port", String.valueOf(port),
                "gateway.root-dialect", "member",
                "gateway.push.open", "true",
                "gateway.keys", "backend",
                "gateway.key.backend.secret", SECRET));
    statPort = HttpCalls.to("127.0.0.1", port);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /",
    "GET, /stat",
    "GET, /any/thing?x=1",
    "POST, /push",
    "DELETE, /connection",
    "GET, /member",
    "PROPFIND, /push/user",
    "GET, /error"
  })
  void everyPathAndMethod_answersTheStatistics(String method, String path) {
    try (RawWebSocket client = MemberClient.anonymous(gateway.http("/"))) {
      MemberClient.subscribe(client, "on the other port");

      HttpAnswer answer = statPort.call(method, path, method.equals("GET") ? null : "{}");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text().lines()).contains("on the other port 1");
      assertThat(answer.header("Content-Type")).get().asString().startsWith("text/plain");
    }
  }

  @Test
  void aWebSocket_isNoneThere() {
    RawWebSocket client = RawWebSocket.open("127.0.0.1", port, "/member", Map.of());
    client.drop();

    assertThat(client.handshake().status()).isEqualTo(200);
  }

  @Test
  void theRuleOfTheStatistics_holdsThereToo() {
    HttpCalls proxied = statPort.with("X-Forwarded-For", "10.0.0.1");
    assertThat(proxied.get("/").status()).isEqualTo(401);
    assertThat(proxied.with("X-API-Key", SECRET).get("/").status()).isEqualTo(200);
    assertThat(statPort.with("Origin", "http://evil.example").get("/x").status()).isEqualTo(401);
  }

  @Test
  void theMainPort_isAsEver() {
    HttpCalls main = HttpCalls.to(URI.create(gateway.http("").toString()));

    assertThat(main.get("/").text()).containsIgnoringCase("<!doctype html>");
    assertThat(main.post("/push", "text/plain", "{}").status()).isEqualTo(202);
  }
}
