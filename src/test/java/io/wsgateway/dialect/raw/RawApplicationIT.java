package io.wsgateway.dialect.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Programs that overlay the WAR: one that has faults, and one that only observes CDI events. */
@ArquillianTest
@RunAsClient
class RawApplicationIT {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @ArquillianResource
  @OperateOnDeployment("noisy")
  private URI noisy;

  @ArquillianResource
  @OperateOnDeployment("observed")
  private URI observed;

  @ArquillianResource
  @OperateOnDeployment("closed")
  private URI closed;

  @Deployment(name = "noisy")
  static WebArchive noisy() {
    return node("noisy", NoisyApplication.NAME).addClass(NoisyApplication.class);
  }

  @Deployment(name = "observed")
  static WebArchive observed() {
    return node("observed", "none");
  }

  @Deployment(name = "closed")
  static WebArchive closed() {
    return GatewayWar.named("closed", Map.of("gateway.apps", "shop", "gateway.apps.closed", "true"))
        .addClass(ConnectionsServlet.class);
  }

  @Test
  void applicationThatFails_costsNobodyAnything() {
    try (RawWebSocket client = connected();
        RawWebSocket other = connected()) {
      for (String command : new String[] {"throw", "recurse", "assert"}) {
        client.send(command).send("still here").expect("text: still here");
        other.send("me too").expect("text: me too");
      }
    }
    EmptyNodes.await(noisy);
  }

  @Test
  void callbacks_areOnThreadsOfTheGateway() {
    try (RawWebSocket client = connected()) {
      assertThat(client.send("thread").next(PATIENCE).orElseThrow().text())
          .startsWith("wsgateway-worker-");
    }
  }

  @Test
  void bytesAndTexts_areToldApart_bothWays() {
    try (RawWebSocket client = connected()) {
      client.send("ü").expect("text: ü");
      client.send("ü".getBytes(StandardCharsets.UTF_8)).expect("bytes: ü");
      assertThat(client.send("bytes").next(PATIENCE))
          .contains(new Event(Event.Kind.BINARY, "00ff", 0));
    }
  }

  @Test
  void client_isClosedAsTheApplicationSays() {
    try (RawWebSocket client = connected()) {
      assertThat(client.send("end").send("too late").expectClose(4321).text())
          .isEqualTo("as you wish");
    }
  }

  @Test
  void messages_areEventsToo_beforeTheApplicationAnswers() {
    try (RawWebSocket client = connected()) {
      client.send("observe").expect("observed").expect("text: observe");
    }
  }

  @Test
  void withoutApplication_messagesAreOnlyEvents() {
    try (RawWebSocket client = RawWebSocket.open(observed.resolve("raw"))) {
      client.send("nobody minds").send("observe").expect("observed");
      client.expectNothingFor(Duration.ofMillis(200));
    }
    EmptyNodes.await(observed);
  }

  @Test
  void clientOfAnAppThatIsNotServed_isToldSo() {
    try (RawWebSocket client = RawWebSocket.open(closed.resolve("raw"))) {
      assertThat(client.expectClose(1008).text()).contains("not served");
    }
    EmptyNodes.await(closed);
  }

  private RawWebSocket connected() {
    return RawWebSocket.open(noisy.resolve("raw")).expect("connected");
  }

  private static WebArchive node(String name, String application) {
    return GatewayWar.named(name, Map.of("gateway.raw.application", application))
        .addClasses(ConnectionsServlet.class, MessageObserver.class);
  }
}
