package io.wsgateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.json.JsonText;
import io.wsgateway.server.GatewayWar;
import io.wsgateway.server.RedisProcess;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What balancers are told, of a node that needs its broker to be ready and one that does not. */
@ArquillianTest
@RunAsClient
class HealthIT {
  private static final RedisProcess REDIS = RedisProcess.start();

  @ArquillianResource
  @OperateOnDeployment("health-needy")
  private URI needy;

  @ArquillianResource
  @OperateOnDeployment("health-frugal")
  private URI frugal;

  @Deployment(name = "health-needy")
  static WebArchive needy() {
    return node("health-needy", "true");
  }

  @Deployment(name = "health-frugal")
  static WebArchive frugal() {
    return node("health-frugal", "false").addClasses(LaneServlet.class, JmxServlet.class);
  }

  private static WebArchive node(String name, String needsExchange) {
    return GatewayWar.named(
        name,
        Map.of(
            "gateway.exchange",
            "redis",
            "gateway.redis.uri",
            REDIS.uri().toString(),
            "gateway.redis.reconnect-max",
            "200ms",
            "gateway.health.ready-needs-exchange",
            needsExchange));
  }

  @AfterAll
  static void stopRedis() {
    REDIS.close();
  }

  @Test
  void node_thatIsWell_isUpInEveryWay() {
    for (String path : new String[] {"", "/live", "/ready", "/started"}) {
      Eventually.await(path + " is up", () -> ask(frugal, path).status() == 200);
      HttpAnswer answer = ask(frugal, path);
      assertThat(answer.header("Content-Type")).hasValue("application/json");
      assertThat(answer.header("Cache-Control")).hasValue("no-store");
      assertThat(object(answer.text()).getString("status")).isEqualTo("UP");
    }
    JsonObject all = object(ask(frugal, "").text());
    assertThat(all.getJsonArray("checks").getValuesAs(JsonObject.class))
        .extracting(check -> check.getString("name"))
        .containsExactly("start", "lanes", "exchange", "membership", "drain");
    // It need not be for the node to be well, and another test may have stopped it just now.
    Eventually.await(
        "Redis is there", () -> data(frugal, "", "exchange").getString("state").equals("up"));
    assertThat(data(frugal, "", "exchange").getString("kind")).isEqualTo("redis");
    assertThat(data(frugal, "", "lanes").getInt("backlog")).isZero();
  }

  @Test
  void brokerThatIsAway_isDegraded_andTakesReadinessDownOnlyWhereItIsNeeded() {
    Eventually.await("it is ready", () -> ask(needy, "/ready").status() == 200);
    REDIS.kill();
    try {
      Eventually.await("it is not ready", () -> ask(needy, "/ready").status() == 503);
      assertThat(status(needy, "/ready", "exchange")).isEqualTo("DOWN");
      Eventually.await(
          "it shows",
          () -> data(frugal, "/ready", "exchange").getString("state").equals("degraded"));
      Eventually.await(
          "so does the store",
          () -> data(frugal, "/ready", "membership").getString("state").equals("degraded"));
      assertThat(ask(frugal, "/ready").status()).isEqualTo(200);
      assertThat(ask(needy, "/live").status()).isEqualTo(200);
      assertThat(ask(needy, "/started").status()).isEqualTo(200);
      assertThat(ask(needy, "").status()).isEqualTo(503);
    } finally {
      REDIS.restart();
    }
    Eventually.await("it is ready again", () -> ask(needy, "/ready").status() == 200);
  }

  @Test
  void drain_isNotReadyAtOnce_butAlive() {
    String node = "/jmx?type=Node&node=" + number(frugal);
    HttpCalls.to(frugal).get(node + "&operation=drain&argument=600000&argument=1");

    assertThat(ask(frugal, "/ready").status()).isEqualTo(503);
    assertThat(data(frugal, "/ready", "drain").getString("state")).isEqualTo("draining");
    assertThat(ask(frugal, "/live").status()).isEqualTo(200);
    RawWebSocket.open(frugal.resolve("connection")).send("?:").expect("error msg format").close();

    HttpCalls.to(frugal).get(node + "&operation=resume");
    assertThat(ask(frugal, "/ready").status()).isEqualTo(200);
  }

  @Test
  void deliveryThreadsThatHang_areNotAlive() {
    try (RawWebSocket client = RawWebSocket.open(frugal.resolve("connection"))) {
      client.send("reg:health:7").send("?:").expect("error msg format");
      HttpCalls.to(frugal).get("/lanes?hang");
      HttpCalls.to(frugal).get("/push/user?app=health&userId=7&content=late");

      Eventually.await(
          "not alive", Duration.ofSeconds(20), () -> ask(frugal, "/live").status() == 503);

      assertThat(data(frugal, "/live", "lanes").getInt("stalledMillis")).isGreaterThan(4_999);
      HttpCalls.to(frugal).get("/lanes");
      client.expect("late");
      Eventually.await("alive", () -> ask(frugal, "/live").status() == 200);
    }
  }

  private static HttpAnswer ask(URI gateway, String path) {
    return HttpCalls.to(gateway).with("X-Forwarded-For", "192.0.2.7").get("/api/health" + path);
  }

  private static JsonObject check(URI gateway, String path, String name) {
    return object(ask(gateway, path).text())
        .getJsonArray("checks")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(check -> check.getString("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject data(URI gateway, String path, String name) {
    return check(gateway, path, name).getJsonObject("data");
  }

  private static String status(URI gateway, String path, String name) {
    return check(gateway, path, name).getString("status");
  }

  private static int number(URI gateway) {
    return object(HttpCalls.to(gateway).get("/api/v1/status").text()).getInt("node");
  }

  private static JsonObject object(String text) {
    return JsonText.parse(text).orElseThrow().asJsonObject();
  }
}
