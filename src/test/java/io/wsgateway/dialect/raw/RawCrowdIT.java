package io.wsgateway.dialect.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.client.Swarm;
import io.wsgateway.client.SwarmPlan;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Many clients at once, and one that holds up the others, each of which ended the original. */
@ArquillianTest
@RunAsClient
class RawCrowdIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int CROWD = 250;

  @ArquillianResource
  @OperateOnDeployment("crowd-hello")
  private URI hello;

  @ArquillianResource
  @OperateOnDeployment("crowd-chat")
  private URI chat;

  @Deployment(name = "crowd-hello")
  static WebArchive hello() {
    return node("hello");
  }

  @Deployment(name = "crowd-chat")
  static WebArchive chat() {
    return node("chat");
  }

  @Test
  void crowdThatComesAndGoesAtOnce_isGreetedWhole_andLeavesNothingBehind() {
    for (int round = 0; round < 3; round++) {
      try (Swarm swarm =
          SwarmPlan.of(CROWD, hello.resolve("raw")).dialling(CROWD).threads(4).open()) {
        swarm.expecting("hello");
        swarm.awaitOpen(LIMIT);
        // Of two that come, one or both are greeted with the other: nobody misses his own greeting.
        swarm.await(
            "all greetings",
            report -> report.least() >= 1 && report.most() == CROWD,
            report -> report.most() > CROWD || report.wrong() > 0,
            LIMIT);
      }
      EmptyNodes.await(hello);
    }
    try (RawWebSocket next = RawWebSocket.open(hello.resolve("raw"))) {
      next.expect("hello").expectNothingFor(Duration.ofMillis(200));
    }
  }

  @Test
  void clientThatDoesNotRead_holdsUpNobody_andIsCutOff() {
    try (Chatter healthy = Chatter.at(chat);
        Chatter stalled = Chatter.at(chat)) {
      healthy.sees("new client: " + stalled.id());
      stalled.client().stall();

      String text = "x".repeat(60_000);
      int said = 0;
      // Sockets on both sides hold some megabytes before the outbox begins to fill.
      while (said < 2_000 && !isGone(stalled, healthy, said + text)) {
        said++;
      }

      assertThat(said).as("said before it was cut off").isBetween(10, 1_999);
      healthy.say("still here");
    }
  }

  /** Says something and sees it come back; whether the other was seen to leave before. */
  private static boolean isGone(Chatter other, Chatter healthy, String text) {
    healthy.client().send(text);
    String seen = healthy.client().next(Duration.ofSeconds(5)).map(Event::text).orElseThrow();
    boolean gone = seen.equals(other.id() + " leave.");
    if (gone) {
      seen = healthy.client().next(Duration.ofSeconds(5)).map(Event::text).orElseThrow();
    }
    assertThat(seen).isEqualTo(healthy.id() + ": " + text);
    return gone;
  }

  private static WebArchive node(String application) {
    return GatewayWar.named(
            "crowd-" + application,
            Map.of(
                "gateway.raw.application",
                application,
                "gateway.raw.max-message-size",
                "64k",
                "gateway.outbox.max-size",
                "1m",
                // Whoever reads may say as much as it can.
                "gateway.limit.bytes",
                "0"))
        .addClass(ConnectionsServlet.class);
  }
}
