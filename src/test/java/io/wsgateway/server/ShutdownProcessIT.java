package io.wsgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.client.Swarm;
import io.wsgateway.client.SwarmPlan;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server that a service manager ends: Payara Micro, or WildFly where the build tests WildFly. */
class ShutdownProcessIT {
  private static final int CLIENTS = 200;

  @Test
  void sigterm_tellsEveryClientToComeBack() {
    try (GatewayProcess gateway = GatewayProcess.start("shutdown", Map.of());
        Swarm clients = SwarmPlan.of(CLIENTS, gateway.ws("/connection")).open();
        RawWebSocket reader = RawWebSocket.open(gateway.ws("/connection"))) {
      clients.awaitOpen(Duration.ofSeconds(30));
      // A handshake is answered before the gateway has let the client in.
      HttpCalls status = HttpCalls.to(gateway.http("/"));
      Eventually.await(
          "all are in",
          () -> status.get("/api/v1/status").text().contains("\"connections\":" + (CLIENTS + 1)));

      gateway.stop();

      assertThat(reader.expectClose(1012).text())
          .matches("the node is stopping, reconnect in \\d+ ms");
      assertThat(clients.awaitClosed(Duration.ofSeconds(10)).closeCodes())
          .containsOnly(Map.entry(1012, CLIENTS));
    }
  }
}
