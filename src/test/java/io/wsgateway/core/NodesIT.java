package io.wsgateway.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.json.JsonText;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import io.wsgateway.server.RedisProcess;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Two nodes that know each other, and share no store of memberships. */
@ArquillianTest
@RunAsClient
@EveryServer
class NodesIT {
  // In a static field, so that it is there before Arquillian deploys.
  private static final RedisProcess REDIS = RedisProcess.start();

  @ArquillianResource
  @OperateOnDeployment("nodes-here")
  private URI here;

  @ArquillianResource
  @OperateOnDeployment("nodes-there")
  private URI there;

  @Deployment(name = "nodes-here")
  static WebArchive here() {
    return node("nodes-here");
  }

  @Deployment(name = "nodes-there")
  static WebArchive there() {
    return node("nodes-there");
  }

  private static WebArchive node(String name) {
    return GatewayWar.named(
        name,
        Map.of(
            "gateway.exchange", "redis",
            "gateway.redis.uri", REDIS.uri().toString(),
            "gateway.membership", "memory"));
  }

  @AfterAll
  static void stopRedis() {
    REDIS.close();
  }

  @BeforeEach
  void nodesKnowEachOther() {
    Eventually.await(
        "nodes know each other",
        () ->
            nodes(here).contains(nodes(there).get(0)) && nodes(there).contains(nodes(here).get(0)));
  }

  @Test
  void numberThatAnotherNodeHas_isGivenUp_andAllWorksUnderTheNewOne() {
    try (RawWebSocket before = client(here, "clash", "ann")) {
      int number = nodes(here).get(0);

      sayAlive(number, Instant.EPOCH);

      before.expectClose(1001);
      Eventually.await("it has another number", () -> nodes(here).get(0) != number);
    }
    Eventually.await(
        "the other node knows the new number", () -> nodes(there).contains(nodes(here).get(0)));
    try (RawWebSocket after = client(here, "clash", "ann")) {
      Eventually.await(
          "the other node reaches it",
          () -> publish(there, "clash", "{\"user\":\"ann\"}").getInt("nodes") == 1);
      after.expect("hello");
    }
  }

  @Test
  void userThatJoinedOnOneNode_isInTheTopicOnTheOther_evenWhenItIsNotConnectedMeanwhile() {
    String topic = "{\"topic\":\"news\"}";
    assertThat(call(here, "PUT", "/apps/own/topics/news/users/bob", "").status()).isEqualTo(204);

    try (RawWebSocket bob = client(there, "own", "bob")) {
      Eventually.await("bob is in", () -> publish(there, "own", topic).getInt("connections") == 1);
      bob.expect("hello");

      assertThat(call(there, "DELETE", "/apps/own/topics/news/users/bob", null).status())
          .isEqualTo(204);
      assertThat(publish(there, "own", topic).getInt("connections")).isZero();
    }
    try (RawWebSocket bob = client(here, "own", "bob")) {
      publish(here, "own", topic);
      publish(here, "own", "{\"user\":\"bob\"}");
      bob.expect("hello");
      assertThat(publish(here, "own", topic).getInt("connections")).isZero();
    }
  }

  @Test
  void userThatIsBlockedOnOneNode_isClosedOnTheOther_andTheBlockIsKeptInRedis() {
    String body = "{\"app\":\"out\",\"user\":\"eve\",\"reason\":\"spam\",\"expires\":\"never\"}";
    String id;
    try (RawWebSocket eve = client(there, "out", "eve")) {
      HttpAnswer made = call(here, "POST", "/blocks", body);
      assertThat(made.status()).isEqualTo(201);
      id = JsonText.parse(made.text()).orElseThrow().asJsonObject().getString("id");

      assertThat(eve.expectClose(4008).text()).isEqualTo("spam");
    }
    try (RawWebSocket eve = RawWebSocket.open(there.resolve("connection"))) {
      eve.send("reg:out:eve").expect("error msg format").expectClose(4008);
    }
    assertThat(call(there, "GET", "/blocks", null).text()).contains(id);
    Eventually.await("it is in Redis", () -> stored(id).contains("spam"));

    assertThat(call(there, "DELETE", "/blocks/" + id, null).status()).isEqualTo(204);

    Eventually.await(
        "it is taken back everywhere",
        () -> !call(here, "GET", "/blocks", null).text().contains(id));
    client(here, "out", "eve").close();
    Eventually.await("Redis knows", () -> !stored(id).contains("spam"));
  }

  private static String stored(String id) {
    try (Jedis jedis = new Jedis(REDIS.uri())) {
      return String.valueOf(jedis.hget("wsgateway:blocks", id));
    }
  }

  /** As a node does that started then. */
  private static void sayAlive(int number, Instant since) {
    byte[] alive =
        Envelope.encode(number, new NodeMessage.Alive(new NodeInfo(number, since, 0), 42));
    try (Jedis jedis = new Jedis(REDIS.uri())) {
      jedis.publish("wsgateway:nodes".getBytes(UTF_8), alive);
    }
  }

  private static RawWebSocket client(URI node, String app, String user) {
    RawWebSocket client = RawWebSocket.open(node.resolve("connection"));
    return client.send("reg:" + app + ":" + user).send("?:").expect("error msg format");
  }

  private static List<Integer> nodes(URI node) {
    return JsonText.parse(call(node, "GET", "/nodes", null).text())
        .orElseThrow()
        .asJsonObject()
        .getJsonArray("items")
        .getValuesAs(JsonValue::asJsonObject)
        .stream()
        .map(item -> item.getInt("node"))
        .toList();
  }

  private static JsonObject publish(URI node, String app, String to) {
    String body = "{\"to\":" + to + ",\"text\":\"hello\"}";
    return JsonText.parse(call(node, "POST", "/apps/" + app + "/messages", body).text())
        .orElseThrow()
        .asJsonObject()
        .getJsonArray("receipts")
        .getJsonObject(0);
  }

  private static HttpAnswer call(URI node, String method, String path, String body) {
    return HttpCalls.to(node)
        .with("Content-Type", "application/json")
        .call(method, "/api/v1" + path, body);
  }
}
