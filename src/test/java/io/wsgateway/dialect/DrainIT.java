package io.wsgateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that is taken out sends clients of every dialect away, and lets nobody in. */
@ArquillianTest
@RunAsClient
class DrainIT {
  private static final String DRAIN = "/api/v1/nodes/self/drain";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @ArquillianResource private URI base;

  private HttpCalls http;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(AllDialectsContract.SETTINGS);
  }

  @BeforeEach
  void prepare() {
    http = HttpCalls.to(base).with("Content-Type", "application/json");
  }

  @AfterEach
  void resume() {
    http.call("DELETE", DRAIN, null);
  }

  @Test
  void clientsOfEveryDialect_areToldWhenToComeBack_andHandshakesAreRefusedWith503() {
    try (FiveClients clients = new FiveClients(base)) {
      assertThat(ready()).isEqualTo(200);

      assertThat(drain("{\"waitMillis\":0,\"pace\":1000}").status()).isEqualTo(202);

      for (RawWebSocket client : clients.all().toList()) {
        Event end = close(client);
        assertThat(end.code()).as(end.toString()).isEqualTo(1012);
        assertThat(end.text()).matches("the node is stopping, reconnect in \\d{1,4} ms");
      }
      assertThat(ready()).isEqualTo(503);
      for (String path : List.of("connection", "gm", "member", "raw", "ws/connect", "")) {
        try (RawWebSocket refused =
            RawWebSocket.open(base.getHost(), base.getPort(), "/" + path, Map.of())) {
          HttpAnswer answer = refused.handshake();
          assertThat(answer.status()).as(path).isEqualTo(503);
          assertThat(answer.header("Retry-After")).as(path).isPresent();
          assertThat(answer.text()).as(path).contains("connect to another");
        }
      }
    }
    Eventually.await(
        "it is empty",
        PATIENCE,
        () -> http.get("/api/v1/cluster").text().contains("\"state\":\"drained\""));

    assertThat(http.call("DELETE", DRAIN, null).status()).isEqualTo(200);

    assertThat(ready()).isEqualTo(200);
    new FiveClients(base).close();
  }

  @Test
  void nodeThatIsNotReadyYet_serves_andGoesOnIfItIsResumed() {
    try (FiveClients clients = new FiveClients(base)) {
      assertThat(drain("{\"waitMillis\":60000}").status()).isEqualTo(202);

      assertThat(ready()).isEqualTo(503);
      try (RawWebSocket another = RawWebSocket.open(base.resolve("gm"))) {
        assertThat(another.isAccepted()).isTrue();
      }
      clients.member.send("{\"app\":\"late\"}");
      // What its topics are told of others that come may be before the answer.
      Eventually.await(
          "it may still subscribe",
          () -> FiveClients.text(clients.member).contains("subscribe late success"));
      http.call("DELETE", DRAIN, null);
      assertThat(ready()).isEqualTo(200);
    }
  }

  @Test
  void pushesAreTaken_whileTheNodeSendsItsClientsAway() {
    drain("{\"waitMillis\":0}");

    HttpAnswer receipt =
        http.call(
            "POST", "/api/v1/apps/shop/messages", "{\"to\":{\"topic\":\"t\"},\"text\":\"x\"}");

    assertThat(receipt.status()).isEqualTo(200);
  }

  private HttpAnswer drain(String body) {
    return http.call("POST", DRAIN, body);
  }

  private int ready() {
    return http.get("/api/health/ready").status();
  }

  private static Event close(RawWebSocket client) {
    return client
        .next(PATIENCE, Set.of(Event.Kind.CLOSE, Event.Kind.END))
        .orElseThrow(() -> new AssertionError("nothing came"));
  }
}
