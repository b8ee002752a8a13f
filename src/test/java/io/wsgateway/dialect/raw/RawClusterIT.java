package io.wsgateway.dialect.raw;

import io.wsgateway.server.Ports;
import io.wsgateway.server.RedisProcess;
import io.wsgateway.wire.RawSuite;
import io.wsgateway.wire.WireSuite;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The recorded cases of the functions of bin-x/websocket, on two nodes joined by Redis, and one
 * whose Redis is away. The application comes with the WAR, as one of a user's own would.
 */
@ArquillianTest
@RunAsClient
class RawClusterIT {
  private static final RedisProcess REDIS = RedisProcess.start();

  @ArquillianResource
  @OperateOnDeployment("raw-a")
  private URI a;

  @ArquillianResource
  @OperateOnDeployment("raw-b")
  private URI b;

  @ArquillianResource
  @OperateOnDeployment("raw-solo")
  private URI solo;

  @Deployment(name = "raw-a")
  static WebArchive a() {
    return node("raw-a", REDIS.uri());
  }

  @Deployment(name = "raw-b")
  static WebArchive b() {
    return node("raw-b", REDIS.uri());
  }

  @Deployment(name = "raw-solo")
  static WebArchive solo() {
    return node("raw-solo", URI.create("redis://127.0.0.1:" + Ports.free()));
  }

  @AfterAll
  static void stopRedis() {
    REDIS.close();
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    return alone(RawSuite.contract());
  }

  @TestFactory
  Stream<DynamicTest> mended() {
    return alone(RawSuite.mended());
  }

  /** Ids are listed in their order, so p1 has to be the node with the lower number. */
  private Stream<DynamicTest> alone(WireSuite suite) {
    try (ProbeClient onA = ProbeClient.at(a);
        ProbeClient onB = ProbeClient.at(b)) {
      onA.awaitAnswer("true", "IsOnline", onB.id());
      onB.awaitAnswer("true", "IsOnline", onA.id());
      boolean ordered = onA.id().compareTo(onB.id()) < 0;
      suite
          .node("p1", ordered ? a : b)
          .node("p2", ordered ? b : a)
          .node("solo", solo)
          .variable("id_p1", (ordered ? onA : onB).nodeDigits())
          .variable("id_p2", (ordered ? onB : onA).nodeDigits());
    }
    return EmptyNodes.before(suite.tests(), a, b, solo);
  }

  private static WebArchive node(String name, URI redis) {
    return ProbeWar.named(
        name, Map.of("gateway.exchange", "redis", "gateway.redis.uri", redis.toString()));
  }
}
