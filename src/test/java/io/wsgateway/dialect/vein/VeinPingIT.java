package io.wsgateway.dialect.vein;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import io.wsgateway.wire.VeinSuite;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Clients that answer pings, and clients that do not, with times that suit a test. */
@ArquillianTest
@RunAsClient
class VeinPingIT {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    Map<String, String> settings = new HashMap<>(VeinSuite.APPS);
    settings.put("gateway.vein.ping-interval", "200ms");
    settings.put("gateway.vein.pong-timeout", "1s");
    return GatewayWar.atRoot(settings);
  }

  @Test
  void dataAndPings_areNoSignOfLife() {
    long begin = System.nanoTime();
    try (RawWebSocket client = connect("mute", false)) {
      Optional<Event> event;
      do {
        client.send("{\"to\":\"nobody\",\"data\":{}}").ping("x");
        event = client.next(Duration.ofMillis(50));
      } while (event.isEmpty() && System.nanoTime() - begin < Duration.ofSeconds(10).toNanos());

      assertThat(event)
          .get()
          .extracting(Event::kind, Event::code)
          .containsExactly(Event.Kind.CLOSE, 4005);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void whoAnswersPings_stays() {
    try (RawWebSocket client = connect("polite", true)) {
      client.expectNothingFor(Duration.ofMillis(2500));

      for (int i = 0; i < 5; i++) {
        assertThat(client.next(Duration.ofSeconds(2), Set.of(Event.Kind.PING)))
            .get()
            .extracting(Event::text)
            .isEqualTo("");
      }
    }
  }

  private RawWebSocket connect(String user, boolean autoPong) {
    String path = VeinBackEnd.path("{\"sub\":\"" + user + "\"}");
    RawWebSocket client =
        RawWebSocket.open(base.getHost(), base.getPort(), path, Map.of(), autoPong);
    assertThat(client.isAccepted()).isTrue();
    return client;
  }
}
