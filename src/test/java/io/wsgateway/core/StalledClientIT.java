package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A client that stops reading. */
@ArquillianTest
@RunAsClient
@EveryServer
class StalledClientIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(Map.of("gateway.outbox.max-size", "1m"));
  }

  @Test
  void aClientThatStopsReading_isCutOffAtItsBound_andCostsOthersNothing() {
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

      assertThat(isReset(stalled)).as("its connection is reset while it does not read").isTrue();

      stalled.resume();
      int received = 0;
      while (stalled
          .next(Duration.ofSeconds(5))
          .filter(event -> event.text().endsWith("x"))
          .isPresent()) {
        received++;
      }
      assertThat(received).isLessThan(300);
    }
  }

  /**
   * Pongs that nobody asked for, which servers must put up with, are only refused by the system,
   * once the other end of the connection is gone.
   */
  private static boolean isReset(RawWebSocket client) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      try {
        client.pong("");
      } catch (UncheckedIOException e) {
        return true;
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    return false;
  }

  private RawWebSocket registered(String user) {
    RawWebSocket client = RawWebSocket.open(base.resolve("connection"));
    return client.send("reg:stall:" + user).send("?:").expect("error msg format");
  }
}
