package io.wsgateway.dialect.gm;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Only listed apps are served, and that of the gm dialect is not one of them. */
@ArquillianTest
@RunAsClient
class GmUnservedIT {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(Map.of("gateway.apps", "shop", "gateway.apps.closed", "true"));
  }

  @Test
  void clients_areTurnedAway_andToldWhy() {
    try (RawWebSocket client = RawWebSocket.open(base.resolve("gm"))) {
      assertThat(client.expectClose(1008).text()).contains("gateway.gm.app");
    }
  }

  @Test
  void status_isRefused() {
    assertThat(HttpCalls.to(base).get("/status").text()).contains("unknown-app");
  }
}
