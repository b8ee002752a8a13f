package io.wsgateway.dialect.raw;

import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import io.wsgateway.wire.RawSuite;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The recorded cases of the two examples of bin-x/websocket; {@link RawClusterIT} plays those of
 * its functions.
 */
@ArquillianTest
@RunAsClient
class RawWireIT {
  @ArquillianResource
  @OperateOnDeployment("hello")
  private URI hello;

  @ArquillianResource
  @OperateOnDeployment("chat")
  private URI chat;

  @Deployment(name = "hello")
  static WebArchive hello() {
    return node("hello");
  }

  @Deployment(name = "chat")
  static WebArchive chat() {
    return node("chat");
  }

  @TestFactory
  Stream<DynamicTest> helloCases() {
    return EmptyNodes.before(
        RawSuite.contract().withoutSlow().node("default", hello).tests(), hello);
  }

  @TestFactory
  Stream<DynamicTest> chatCases() {
    return EmptyNodes.before(
        RawSuite.contract().node("chat", chat).variable("id_chat", idPrefix()).tests(), chat);
  }

  /** The digits of its ids that all connections of the node share. */
  private String idPrefix() {
    try (RawWebSocket client = RawWebSocket.open(chat)) {
      String greeting = client.next(Duration.ofSeconds(5)).orElseThrow().text();
      return greeting.substring("new client: ".length()).substring(0, 12);
    }
  }

  private static WebArchive node(String application) {
    return GatewayWar.named(application, RawSuite.running(application))
        .addClass(ConnectionsServlet.class);
  }
}
