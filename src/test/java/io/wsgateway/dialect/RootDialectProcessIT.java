package io.wsgateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayProcess;
import io.wsgateway.server.Ports;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One process with a port for each of two originals whose clients connect to the root. */
class RootDialectProcessIT {
  private static GatewayProcess gateway;
  private static int mainPort;
  private static int rawPort;

  @BeforeAll
  static void start() {
    rawPort = Ports.free();
    gateway =
        GatewayProcess.startWithListener(
            "root-dialects",
            rawPort,
            Map.of(
                "gateway.root-dialect",
                "gm",
                "gateway.root-dialect." + rawPort,
                "raw",
                "gateway.raw.application",
                "chat"));
    mainPort = gateway.http("/").getPort();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/any/path", "/?query=1", "/page/no-such-file"})
  void eachPort_hasItsOwnDialectAtTheRoot_andAtPathsThatNothingElseClaims(String path) {
    try (RawWebSocket gm = open(mainPort, path);
        RawWebSocket raw = open(rawPort, path)) {
      gm.expect("{\"type\":\"ping\"}");
      assertThat(FiveClients.text(raw)).startsWith("new client: ");
    }
  }

  @Test
  void pathsOfDialects_areTheSameOnEveryPort() {
    for (int port : new int[] {mainPort, rawPort}) {
      try (RawWebSocket reg = open(port, "/connection");
          RawWebSocket gm = open(port, "/gm")) {
        reg.send("nonsense").expect("error msg format");
        gm.expect("{\"type\":\"ping\"}");
      }
    }
  }

  @Test
  void pageAndApis_areTheSameOnEveryPort() {
    for (int port : new int[] {mainPort, rawPort}) {
      HttpCalls http = HttpCalls.to("127.0.0.1", port);
      assertThat(http.get("/").text()).containsIgnoringCase("<!doctype html>");
      assertThat(http.get("/api/v1/apps/default").status()).isEqualTo(200);
      assertThat(http.get("/no/such/path").status()).isEqualTo(404);
    }
  }

  private static RawWebSocket open(int port, String path) {
    RawWebSocket socket = RawWebSocket.open("127.0.0.1", port, path, Map.of());
    assertThat(socket.isAccepted()).as(path + " on " + port).isTrue();
    return socket;
  }
}
