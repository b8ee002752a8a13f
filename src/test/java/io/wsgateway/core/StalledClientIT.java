package io.wsgateway.core;

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

/** A client that stops reading. */
@ArquillianTest
@RunAsClient
class StalledClientIT {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(Map.of("gateway.outbox.max-size", "1m"));
  }

  @Test
  void aClientThatStopsReading_isClosedAtItsBound_andCostsOthersNothing() {
    HttpCalls http = HttpCalls.to(base);
    String content = "x".repeat(100_000);
    try (RawWebSocket stalled = registered("stalled");
        RawWebSocket healthy = registered("healthy")) {
      stalled.stall();

      // Sockets on both sides hold some megabytes before the outbox begins to fill.
      for (int i = 0; i < 300; i++) {
        http.postForm(
            "/push/user",
            Map.of("app", "stall", "userId", "stalled,healthy", "content", i + content));
        healthy.expect(i + content);
      }

      stalled.resume();
      int received = 0;
      while (stalled
          .next(java.time.Duration.ofSeconds(5))
          .filter(event -> event.text().endsWith("x"))
          .isPresent()) {
        received++;
      }
      assertThat(received).isLessThan(300);
    }
  }

  private RawWebSocket registered(String user) {
    RawWebSocket client = RawWebSocket.open(base.resolve("connection"));
    return client.send("reg:stall:" + user).send("?:").expect("error msg format");
  }
}
