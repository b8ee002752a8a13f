package io.wsgateway.dialect.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The ping rule, at a pace that suits a test; the recorded cases play it at its own. */
@ArquillianTest
@RunAsClient
class RawPingIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration STEP = Duration.ofMillis(100);

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named(
        "raw-pings",
        Map.of(
            "gateway.raw.application",
            "none",
            "gateway.raw.ping-interval",
            "500ms",
            "gateway.raw.pong-timeout",
            "2s"));
  }

  @Test
  void clientThatSendsDataButNoPongs_isClosed_andToldWhy() {
    try (RawWebSocket client = RawWebSocket.open(base.resolve("raw"))) {
      client.autoPong(false);
      long end = System.nanoTime() + PATIENCE.toNanos();
      Event event = null;
      while (event == null && System.nanoTime() < end) {
        client.send("I am alive");
        event = client.next(STEP).orElse(null);
      }

      assertThat(event).isNotNull();
      assertThat(event.kind()).isEqualTo(Event.Kind.CLOSE);
      assertThat(event.code()).isEqualTo(4005);
    }
  }

  @Test
  void clientThatSendsPongs_staysConnected_alsoIfNobodyAskedForThem() {
    try (RawWebSocket answering = RawWebSocket.open(base.resolve("raw"));
        RawWebSocket unasked = RawWebSocket.open(base.resolve("raw"))) {
      unasked.autoPong(false);
      long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (System.nanoTime() < end) {
        unasked.pong("anything").expectNothingFor(STEP);
      }

      assertThat(answering.next(Duration.ZERO)).isEmpty();
      assertThat(answering.next(PATIENCE, Set.of(Event.Kind.PING)))
          .contains(new Event(Event.Kind.PING, "", 0));
    }
  }
}
