package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.json.JsonText;
import io.wsgateway.server.JoinedNodes;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The REST API of one node, about clients of another. */
@ArquillianTest
@RunAsClient
class ApiClusterIT {
  private static final JoinedNodes NODES = new JoinedNodes();

  @ArquillianResource
  @OperateOnDeployment("api-here")
  private URI here;

  @ArquillianResource
  @OperateOnDeployment("api-there")
  private URI there;

  @Deployment(name = "api-here")
  static WebArchive here() {
    return NODES.war("api-here", Map.of());
  }

  @Deployment(name = "api-there")
  static WebArchive there() {
    return NODES.war("api-there", Map.of());
  }

  @AfterAll
  static void stop() {
    NODES.close();
  }

  @BeforeEach
  void nodesKnowEachOther() {
    JoinedNodes.awaitAll(here, there);
  }

  private static JsonObject nodes(URI node) {
    return get(node, "/api/v1/nodes");
  }

  private static JsonObject status(URI node) {
    return get(node, "/api/v1/status");
  }

  private static JsonObject get(URI node, String path) {
    HttpAnswer answer = HttpCalls.to(node).get(path);
    assertThat(answer.status()).isEqualTo(200);
    return JsonText.parse(answer.text()).orElseThrow().asJsonObject();
  }

  @Test
  void nodes_areListed_theOneThatIsAskedFirst() {
    JsonObject ours = nodes(here).getJsonArray("items").getJsonObject(0);
    JsonObject theirs = nodes(there).getJsonArray("items").getJsonObject(0);

    assertThat(ours.keySet()).containsExactly("node", "since", "connections");
    assertThat(ours.getInt("node")).isNotEqualTo(theirs.getInt("node"));
    assertThat(nodes(here).getJsonArray("items").getJsonObject(1).getInt("node"))
        .isEqualTo(theirs.getInt("node"));
    assertThat(ours.getString("since")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
  }

  @Test
  void status_countsWhatBecameOfMessages_onEachNode() {
    Api api = Api.of(here, "counting");
    try (RawWebSocket ann = Api.of(there, "counting").client("ann")) {
      untilItReaches(api, "{\"user\":\"ann\"}", ann);
      JsonObject before = status(here);
      JsonObject beforeThere = status(there);

      publish(api, "{\"user\":\"ann\"}", "hello");
      ann.expect("hello");

      assertThat(before.getString("exchange")).isEqualTo("up");
      assertThat(status(here).getInt("published")).isEqualTo(before.getInt("published") + 1);
      assertThat(status(there).getInt("received")).isEqualTo(beforeThere.getInt("received") + 1);
      Api.await(
          () -> status(there), now -> now.getInt("delivered") > beforeThere.getInt("delivered"));
      assertThat(status(here).getInt("delivered")).isEqualTo(before.getInt("delivered"));
      Api.await(() -> status(there), now -> now.getInt("connections") == 1);
      assertThat(before.getJsonObject("dropped").keySet())
          .contains("exchange", "unknown-envelope", "slow-consumer", "membership");
    }
  }

  @Test
  void message_reachesTheOtherNode_andTheReceiptSaysSo() {
    Api api = Api.of(here, "publishing");
    try (RawWebSocket ann = Api.of(there, "publishing").client("ann");
        RawWebSocket bob = api.client("bob")) {
      JsonObject receipt = untilItReaches(api, "{\"user\":\"ann\"}", ann);
      assertThat(receipt.getInt("connections")).isZero();
      assertThat(receipt.getInt("nodes")).isEqualTo(1);
      assertThat(receipt.getString("trust")).isEqualTo("exact");
      assertThat(receipt.getBoolean("degraded")).isFalse();

      long id = api.connectionOf("ann");
      receipt = publish(api, "{\"connection\":" + id + "}", "to the connection");
      assertThat(receipt.getInt("nodes")).isEqualTo(1);
      ann.expect("to the connection");
      publish(api, "{\"all\":true}", "to all");
      ann.expect("to all");
      bob.expect("to all");
    }
  }

  @Test
  void connectionOfTheOtherNode_isShown_changed_andClosed() {
    Api api = Api.of(here, "remote");
    Api owner = Api.of(there, "remote");
    try (RawWebSocket ann = owner.client("ann")) {
      String path = "/connections/" + owner.connectionOf("ann");
      assertThat(api.see(path).getString("user")).isEqualTo("ann");
      assertNoContent(api.put(path + "/info", "{\"a\":\"1\"}"));
      assertNoContent(api.call("PATCH", path + "/info", "{\"b\":\"2\"}"));
      assertNoContent(api.put(path + "/user", "{\"user\":\"bob\"}"));
      assertNoContent(api.put("/topics/t" + path));

      JsonObject shown = owner.see(path);
      assertThat(shown.getString("user")).isEqualTo("bob");
      assertThat(shown.getJsonObject("info").toString()).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
      assertThat(api.see("/topics/t").getInt("connections")).isEqualTo(1);
      publish(api, "{\"topic\":\"t\"}", "to the topic");
      ann.expect("to the topic");
      JsonObject problem = Api.problem(api.put(path + "/user", "{\"user\":\"\"}"), 400, "bad-name");
      assertThat(problem.getString("detail")).contains("is empty");

      assertNoContent(api.delete("/topics/t" + path));
      Api.problem(api.delete("/topics/t" + path), 404, "not-found");
      assertNoContent(api.delete(path + "?code=4321"));
      ann.expectClose(4321);
      Api.await(() -> owner.see(""), counts -> counts.getInt("connections") == 0);
      Api.problem(api.get(path), 404, "not-found");
    }
  }

  @Test
  void lists_areThoseOfBothNodes() {
    Api api = Api.of(here, "lists");
    Api other = Api.of(there, "lists");
    try (RawWebSocket ann = api.client("ann");
        RawWebSocket annToo = other.client("ann");
        RawWebSocket bob = other.client("bob")) {
      Api.send(ann, "in:lists:ann:news");
      Api.send(bob, "in:lists:bob:news");
      api.await("/topics/news", topic -> topic.getInt("connections") == 3);

      assertThat(api.see("").toString())
          .isEqualTo(
              "{\"app\":\"lists\",\"connections\":3,\"users\":2,\"topics\":1,\"missing\":[]}");
      assertThat(Api.texts(api.see("/users"), "items")).containsExactly("ann", "bob");
      assertThat(Api.numbers(api.see("/users/ann"), "connections")).hasSize(2).isSorted();
      assertThat(Api.numbers(api.see("/connections"), "items")).hasSize(3).isSorted();
      assertThat(Api.texts(api.see("/topics/news/users"), "items")).containsExactly("ann", "bob");
      assertThat(Api.ok(api.delete("/topics/news")).getInt("connections")).isEqualTo(3);
      assertThat(Api.ok(api.delete("/users/ann/connections")).getInt("closed")).isEqualTo(2);
      ann.expectClose(1000);
      annToo.expectClose(1000);
    }
  }

  @Test
  void whatWasDoneOnOneNode_isNotDoneAgainOnTheOther() {
    Api api = Api.of(here, "once").with("Idempotency-Key", "1");
    Api other = Api.of(there, "once").with("Idempotency-Key", "1");
    try (RawWebSocket ann = api.client("ann")) {
      String body = "{\"to\":{\"user\":\"ann\"},\"text\":\"once\"}";

      HttpAnswer first = api.post("/messages", body);
      HttpAnswer second = other.post("/messages", body);

      assertThat(Api.ok(second)).isEqualTo(Api.ok(first));
      assertThat(second.header("Idempotency-Replayed")).contains("true");
      Api.problem(other.post("/messages", body + " "), 422, "idempotency-key-reused");
      publish(Api.of(here, "once"), "{\"user\":\"ann\"}", "last");
      ann.expect("once").expect("last");
    }
  }

  @Test
  void whatIsAskedOfBothNodesAtOnce_isDoneOnce() {
    Api api = Api.of(here, "race");
    try (RawWebSocket ann = api.client("ann")) {
      untilItReaches(Api.of(there, "race"), "{\"user\":\"ann\"}", ann);
      for (int i = 0; i < 20; i++) {
        String body = "{\"to\":{\"user\":\"ann\"},\"text\":\"" + i + "\"}";
        String key = "key-" + i;
        List<CompletableFuture<HttpAnswer>> answers =
            Stream.of(here, there, here, there)
                .map(node -> Api.of(node, "race").with("Idempotency-Key", key))
                .map(one -> CompletableFuture.supplyAsync(() -> one.post("/messages", body)))
                .toList();

        List<HttpAnswer> all = answers.stream().map(CompletableFuture::join).toList();
        assertThat(all)
            .allSatisfy(answer -> assertThat(answer.status()).as(answer.text()).isIn(200, 409));
        assertThat(all)
            .filteredOn(answer -> answer.status() == 200)
            .filteredOn(answer -> answer.header("Idempotency-Replayed").isEmpty())
            .hasSize(1);
        ann.expect("" + i);
      }
      publish(api, "{\"user\":\"ann\"}", "last");
      ann.expect("last");
    }
  }

  @Test
  void schedule_ofOneNode_isKnownToTheOther() {
    Api api = Api.of(here, "schedules");
    Api other = Api.of(there, "schedules");
    HttpAnswer answer =
        api.post("/schedules", "{\"to\":{\"all\":true},\"text\":\"x\",\"delay\":\"PT1H\"}");
    JsonObject made = Api.json(answer);
    String path = "/schedules/" + made.getString("id");

    assertThat(made.getBoolean("shared")).isTrue();
    assertThat(other.see(path)).isEqualTo(made);
    assertNoContent(other.delete(path));
    Api.problem(api.get(path), 404, "not-found");
  }

  private static JsonObject publish(Api api, String to, String text) {
    return Api.ok(api.post("/messages", "{\"to\":" + to + ",\"text\":\"" + text + "\"}"))
        .getJsonArray("receipts")
        .getJsonObject(0);
  }

  /** Publishes until it arrives: nodes hear of users a moment later. */
  private static JsonObject untilItReaches(Api api, String to, RawWebSocket client) {
    JsonObject receipt =
        Api.await(() -> publish(api, to, "are you there"), sent -> sent.getInt("nodes") == 1);
    client.expect("are you there");
    return receipt;
  }

  private static void assertNoContent(HttpAnswer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(204);
  }
}
