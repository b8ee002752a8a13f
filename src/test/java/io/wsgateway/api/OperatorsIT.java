package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.EventStream;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.json.JsonText;
import io.wsgateway.server.JoinedNodes;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
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

/** What operators see and do, over one node, of and on two. */
@ArquillianTest
@RunAsClient
class OperatorsIT {
  private static final String SECRET = "a-secret-of-24-characters";
  private static final String READER = "another-secret-of-24-char";
  private static final JoinedNodes NODES = new JoinedNodes();

  @ArquillianResource
  @OperateOnDeployment("operators-here")
  private URI here;

  @ArquillianResource
  @OperateOnDeployment("operators-there")
  private URI there;

  @Deployment(name = "operators-here")
  static WebArchive here() {
    return node("operators-here");
  }

  @Deployment(name = "operators-there")
  static WebArchive there() {
    return node("operators-there");
  }

  private static WebArchive node(String name) {
    return NODES.war(
        name,
        Map.of(
            "gateway.keys", "ops,reader",
            "gateway.key.ops.secret", SECRET,
            "gateway.key.ops.scopes", "push,read,manage,admin",
            "gateway.key.reader.secret", READER,
            "gateway.key.reader.scopes", "read",
            "gateway.key.reader.apps", "shop",
            "gateway.apps", "shop",
            "gateway.app.shop.secret", "a-secret-of-the-app-shop-itself!",
            "gateway.outbox.max-size", "64k"));
  }

  @AfterAll
  static void stop() {
    NODES.close();
  }

  @BeforeEach
  void nodesKnowEachOther() {
    JoinedNodes.awaitAll(ops(here), ops(there));
  }

  private static HttpCalls ops(URI node) {
    return HttpCalls.to(node).with("X-API-Key", SECRET);
  }

  private static HttpCalls reader(URI node) {
    return HttpCalls.to(node).with("X-API-Key", READER);
  }

  private static JsonObject see(HttpCalls calls, String path) {
    return Api.ok(calls.get("/api/v1" + path));
  }

  private static RawWebSocket client(URI node, String app, String user) {
    RawWebSocket client = RawWebSocket.open(node.resolve("connection"));
    Api.send(client, "reg:" + app + ":" + user);
    return client;
  }

  private int number(URI node) {
    return see(ops(node), "/nodes").getJsonArray("items").getJsonObject(0).getInt("node");
  }

  @Test
  void caller_isToldWhatItsKeyIsFor() {
    assertThat(see(ops(here), "/caller").toString())
        .isEqualTo(
            "{\"caller\":\"ops\",\"scopes\":[\"push\",\"read\",\"manage\",\"admin\"],"
                + "\"apps\":[\"*\"]}");
    assertThat(see(reader(here), "/caller").toString())
        .isEqualTo("{\"caller\":\"reader\",\"scopes\":[\"read\"],\"apps\":[\"shop\"]}");
  }

  @Test
  void apps_areThoseThatTheKeyIsFor() {
    try (RawWebSocket ann = client(there, "shop", "ann");
        RawWebSocket bob = client(here, "chat", "bob")) {
      assertThat(see(ops(here), "/apps").getJsonArray("items").toString())
          .contains("{\"app\":\"chat\",\"connections\":1}", "{\"app\":\"shop\",\"connections\":1}");
      assertThat(see(reader(here), "/apps").toString())
          .isEqualTo("{\"items\":[{\"app\":\"shop\",\"connections\":1}],\"missing\":[]}");
      assertThat(ann.isAccepted() && bob.isAccepted()).isTrue();
    }
  }

  @Test
  void report_ofAUser_hasItsConnectionsOfBothNodes_andItsTrouble() {
    try (RawWebSocket one = client(here, "shop", "tom");
        RawWebSocket two =
            RawWebSocket.open(
                there.getHost(),
                there.getPort(),
                there.getPath() + "connection",
                Map.of("X-Device", "phone"))) {
      Api.send(two, "reg:shop:tom");
      Api.send(one, "in:shop:tom:news");
      Eventually.await(
          "it is in the topic",
          () -> !see(ops(here), "/apps/shop/users/tom/report").getJsonArray("topics").isEmpty());
      two.send("x".repeat(3_000_000));
      two.expectClose(1009);

      JsonObject report =
          Api.await(
              () -> see(ops(here), "/apps/shop/users/tom/report"),
              seen -> seen.getJsonArray("connections").size() == 1);

      assertThat(Api.texts(report, "topics")).containsExactly("news");
      JsonObject left = report.getJsonArray("connections").getJsonObject(0);
      assertThat(left.getInt("node")).isEqualTo(number(here));
      assertThat(left.getString("dialect")).isEqualTo("reg");
      assertThat(left.getString("address")).isEqualTo("127.0.0.1");
      JsonObject incident = report.getJsonArray("incidents").getJsonObject(0);
      assertThat(incident.getInt("node")).isEqualTo(number(there));
      assertThat(incident.getString("reason")).isIn("size", "too-large");
      String path = "/apps/shop/connections/" + incident.getJsonNumber("connection") + "/report";
      JsonObject gone = see(ops(here), path);
      assertThat(gone.getString("user")).isEqualTo("tom");
      assertThat(gone.getBoolean("online")).isFalse();
      assertThat(gone.getJsonArray("incidents")).isNotEmpty();
      Api.problem(ops(here).get("/api/v1" + path.replace("/shop/", "/chat/")), 404, "not-found");
    }
  }

  @Test
  void cluster_isToldByAnyNode() {
    try (RawWebSocket ann = client(there, "shop", "eve")) {
      ops(there).post("/api/v1/apps/shop/messages", "application/json", message("eve", "hi"));
      ann.expect("hi");
      JsonObject cluster =
          Api.await(
              () -> see(reader(here), "/cluster"),
              seen -> nodeOf(seen, number(there)).getJsonNumber("delivered").longValue() > 0);

      assertThat(cluster.getJsonArray("items")).hasSize(2);
      assertThat(cluster.getJsonArray("missing")).isEmpty();
      JsonObject node = nodeOf(cluster, number(there));
      assertThat(node.getString("state")).isEqualTo("serving");
      assertThat(node.getString("exchangeKind")).isEqualTo("redis");
      assertThat(node.getString("exchange")).isEqualTo("up");
      assertThat(node.getJsonArray("connectionsBy").toString()).contains("\"app\":\"shop\"");
      assertThat(node.getJsonObject("delivery").getInt("count")).isPositive();
      assertThat(node.getJsonObject("heap").getJsonNumber("used").longValue()).isPositive();
      assertThat(node.getInt("threads")).isPositive();
    }
  }

  private static JsonObject nodeOf(JsonObject cluster, int number) {
    return cluster.getJsonArray("items").getValuesAs(JsonObject.class).stream()
        .filter(one -> one.getInt("node") == number)
        .findFirst()
        .orElseThrow();
  }

  private static String message(String user, String text) {
    return "{\"to\":{\"user\":\"" + user + "\"},\"text\":\"" + text + "\"}";
  }

  @Test
  void live_showsWhatHappensOnTheOtherNode_andEndsWithItsReader() {
    URI address = here.resolve("api/v1/apps/shop/users/zoe/live");
    List<String> seen = new ArrayList<>();
    try (EventStream stream = EventStream.open(address, Map.of("X-API-Key", SECRET))) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.header("Content-Type").orElse("")).startsWith("text/event-stream");
      assertThat(stream.header("Cache-Control")).contains("no-store");
      assertThat(stream.header("X-Accel-Buffering")).contains("no");
      assertThat(stream.next().type()).isNull();
      untilTheOtherNodeKnows(stream);
      try (RawWebSocket zoe = client(there, "shop", "zoe")) {
        Api.send(zoe, "in:shop:zoe:news");
        Eventually.await(
            "it is in", () -> see(ops(there), "/apps/shop/topics/news").getInt("connections") == 1);
        Api.ok(
            ops(there)
                .post("/api/v1/apps/shop/messages", "application/json", message("zoe", "hello")));
        zoe.expect("hello");
      }
      while (!seen.contains("closed")) {
        EventStream.Message message = stream.nextEvent();
        JsonObject data = JsonText.parse(message.data()).orElseThrow().asJsonObject();
        assertThat(data.getInt("node")).isEqualTo(number(there));
        assertThat(data.getString("user")).isEqualTo("zoe");
        seen.add(message.type() + (data.containsKey("text") ? " " + data.getString("text") : ""));
      }
      assertThat(seen)
          .containsExactly(
              "connected", "bound", "joined", "pushed hello", "delivered hello", "closed");
    }
  }

  /** Joins and leaves a topic there until that is seen here. */
  private void untilTheOtherNodeKnows(EventStream stream) {
    String member = "/api/v1/apps/shop/topics/probe/users/zoe";
    ops(there).call("PUT", member, "");
    // The node is told at once; what it is told by and what tells of this come in order.
    for (int i = 0; i < 50 && !stream.isOver(); i++) {
      ops(there).call("DELETE", member, null);
    }
    for (int i = 0; i < 51; i++) {
      stream.nextEvent();
    }
  }

  @Test
  void live_isRefusedAsEverythingElse() {
    Map<String, String> admin = Map.of("X-API-Key", SECRET);
    String live = "api/v1/apps/shop/users/ann/live";
    for (EventStream stream :
        List.of(
            EventStream.open(here.resolve(live), Map.of()),
            EventStream.open(here.resolve(live), Map.of("X-API-Key", READER)),
            EventStream.open(
                here.resolve("api/v1/apps/" + "x".repeat(201) + "/users/ann/live"), admin),
            EventStream.open(here.resolve("api/v1/apps/shop/topics/~!/live"), admin))) {
      try (stream) {
        assertThat(stream.status()).isIn(400, 401, 403);
        assertThat(stream.header("Content-Type").orElse("")).startsWith("application/problem+json");
      }
    }
    HttpAnswer answer = ops(here).call("POST", "/" + live, "");
    assertThat(answer.status()).isEqualTo(405);
  }

  @Test
  void live_hasRoomForTwenty_andAgainWhenTheyHaveHungUp() {
    URI address = here.resolve("api/v1/apps/shop/topics/full/live");
    List<EventStream> open = new ArrayList<>();
    int status = 200;
    for (int i = 0; i < 21 && status == 200; i++) {
      EventStream stream = EventStream.open(address, Map.of("X-API-Key", SECRET));
      status = stream.status();
      open.add(stream);
    }
    assertThat(status).isEqualTo(429);
    open.forEach(EventStream::close);

    Eventually.await(
        "those who hung up have been missed",
        java.time.Duration.ofSeconds(20),
        () -> {
          try (EventStream next = EventStream.open(address, Map.of("X-API-Key", SECRET))) {
            return next.status() == 200;
          }
        });
  }

  @Test
  void node_isDrainedReloadedAndShown_overAnother() {
    String other = "/api/v1/nodes/" + number(there);
    HttpAnswer drained =
        ops(here).post(other + "/drain", "application/json", "{\"waitMillis\":60000,\"pace\":10}");
    assertThat(drained.status()).as(drained.text()).isEqualTo(202);
    JsonObject cluster = see(ops(here), "/cluster");
    assertThat(nodeOf(cluster, number(there)).getString("state")).isEqualTo("draining");
    assertThat(nodeOf(cluster, number(there)).getBoolean("ready")).isFalse();
    assertThat(nodeOf(cluster, number(here)).getString("state")).isEqualTo("serving");

    JsonObject resumed = Api.ok(ops(here).call("DELETE", other + "/drain", null));
    assertThat(resumed.getString("state")).isEqualTo("serving");
    JsonObject reload = Api.ok(ops(here).call("POST", other + "/reload", null));
    assertThat(reload.toString()).isEqualTo("{\"changed\":[],\"needRestart\":[]}");
    for (String path : List.of(other, "/api/v1/nodes/self")) {
      JsonObject configuration = Api.ok(ops(here).get(path + "/configuration"));
      assertThat(configuration.toString())
          .contains("\"key\":\"gateway.exchange\",\"value\":\"redis\"", "(not shown)")
          .doesNotContain(SECRET, "a-secret-of-the-app");
    }
    Api.problem(ops(here).get("/api/v1/nodes/x/configuration"), 400, "bad-request");
    Api.problem(ops(here).get("/api/v1/nodes/2097150/configuration"), 404, "not-found");
    Api.problem(reader(here).get(other + "/configuration"), 403, "forbidden");
    Api.problem(
        ops(here).post(other + "/drain", "application/json", "{\"pace\":0}"), 400, "bad-request");
  }
}
