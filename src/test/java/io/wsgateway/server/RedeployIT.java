package io.wsgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.admin.JmxServlet;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.fuzz.Heap;
import io.wsgateway.fuzz.InsideServlet;
import io.wsgateway.fuzz.LogWatch;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/**
 * Deployed and undeployed again and again, with clients connected, the gateway leaves nothing
 * behind.
 */
@ArquillianTest
@RunAsClient
class RedeployIT {
  private static final int CYCLES = 6;
  private static final int CLIENTS = 50;

  /** Twice as long as Payara keeps what is left of a connection. */
  private static final Duration RELEASE = Duration.ofSeconds(75);

  /** Of 300: a thread of WildFly's that has nothing to do still has its last request. */
  private static final long KEPT_BY_THREADS = 50;

  private static final String CYCLED = "cycled";
  private static final RedisProcess REDIS = RedisProcess.start();

  @ArquillianResource private Deployer deployer;

  @ArquillianResource
  @OperateOnDeployment("probe")
  private URI probe;

  /** Stays, to look at the server from inside. */
  @Deployment(name = "probe")
  static WebArchive probe() {
    return ShrinkWrap.create(WebArchive.class, "probe.war")
        .addClasses(ThreadsServlet.class, JmxServlet.class, InsideServlet.class, LogWatch.class);
  }

  @Deployment(name = CYCLED, managed = false)
  static WebArchive cycled() {
    return GatewayWar.named(
        CYCLED,
        Map.of(
            "gateway.apps", "a",
            "gateway.exchange", "redis",
            "gateway.redis.uri", REDIS.uri().toString()));
  }

  @AfterAll
  static void stopRedis() {
    REDIS.close();
  }

  @Test
  void redeployed_clientsAreToldToComeBack_andNothingIsLeft() {
    URI base = probe.resolve("/" + CYCLED + "/");
    long gateways = objects("io.wsgateway.core.Gateway");
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      deployer.deploy(CYCLED);
      List<RawWebSocket> clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(i -> RawWebSocket.open(base.resolve("connection")).send("reg:a:" + i))
              .toList();
      clients.forEach(client -> client.send("?:").expect("error msg format"));
      assertThat(HttpCalls.to(base).get("/push/user?app=a&userId=7&content=x").status())
          .isEqualTo(200);
      clients.get(7).expect("x");
      assertThat(gatewayThreads()).isNotEmpty();
      assertThat(redisClients()).isGreaterThan(1);
      assertThat(gatewayBeans()).anyMatch(name -> name.contains("type=App"));
      assertThat(HttpCalls.to(base).get("/api/metrics").text()).contains("jvm_gc_");

      deployer.undeploy(CYCLED);

      clients.forEach(client -> client.expectClose(1012));
      clients.forEach(RawWebSocket::drop);
      assertThat(gatewayThreads()).isEmpty();
      assertThat(gatewayBeans()).isEmpty();
      assertThat(redisClients()).as("the one that asks").isEqualTo(1);
    }
    Eventually.await(
        "none of it is kept in memory",
        RELEASE,
        () ->
            objects("io.wsgateway.core.Connection") <= KEPT_BY_THREADS
                && objects("io.wsgateway.core.Gateway") <= gateways + CYCLES / 2);
  }

  private long objects(String className) {
    return Heap.parse(HttpCalls.to(probe).within(RELEASE).get("/inside").text()).count(className);
  }

  private List<String> gatewayThreads() {
    return HttpCalls.to(probe)
        .get("/threads")
        .text()
        .lines()
        .filter(name -> name.contains("wsgateway"))
        .toList();
  }

  private List<String> gatewayBeans() {
    return HttpCalls.to(probe).get("/jmx").text().lines().filter(line -> !line.isBlank()).toList();
  }

  private static long redisClients() {
    try (Jedis jedis = new Jedis(REDIS.uri())) {
      return jedis.clientList().lines().count();
    }
  }
}
