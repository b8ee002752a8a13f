package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Topics by the REST API: who is in them, who joins and leaves. */
@ArquillianTest
@RunAsClient
@SuppressWarnings("try") // Clients are there to be counted, and need not say anything.
class TopicsIT {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named("topics", Map.of("gateway.membership.max-topics-per-user", "2"));
  }

  @Test
  void user_joinsAndLeaves_alsoWhileItIsAway() {
    Api api = Api.of(base, "joining");
    assertNoContent(api, "PUT", "/topics/news/users/ann");
    assertNoContent(api, "PUT", "/topics/news/users/ann");
    try (RawWebSocket ann = api.client("ann")) {
      Api.await(
          () -> publish(api, "news", "1"),
          sent -> sent.getJsonArray("receipts").getJsonObject(0).getInt("connections") == 1);
      ann.expect("1");
      assertNoContent(api, "DELETE", "/topics/news/users/ann");
      assertNoContent(api, "DELETE", "/topics/news/users/ann");
      publish(api, "news", "2");
      assertNoContent(api, "PUT", "/topics/news/users/ann");
      publish(api, "news", "3");

      ann.expect("3");
    }
  }

  @Test
  void connection_joinsAndLeaves() {
    Api api = Api.of(base, "connections");
    try (RawWebSocket phone = api.client("ann")) {
      String path = "/topics/a%20b/connections/" + api.connectionOf("ann");
      try (RawWebSocket laptop = api.client("ann")) {
        assertNoContent(api, "PUT", path);
        assertNoContent(api, "PUT", path);
        publish(api, "a b", "1");
        assertNoContent(api, "DELETE", path);
        Api.problem(api.delete(path), 404, "not-found");
        publish(api, "a b", "2");
        Api.ok(api.post("/messages", "{\"to\":{\"user\":\"ann\"},\"text\":\"3\"}"));

        phone.expect("1").expect("3");
        laptop.expect("3");
      }
    }
  }

  @Test
  void connections_thatAreNotThere_cannotJoin() {
    Api api = Api.of(base, "nowhere");
    Api other = Api.of(base, "nowhere-2");
    try (RawWebSocket stranger = other.client("ann")) {
      for (long id : new long[] {1, 1L << 40, (1L << 53) - 1, other.connectionOf("ann")}) {
        Api.problem(api.put("/topics/t/connections/" + id), 404, "not-found");
        Api.problem(api.delete("/topics/t/connections/" + id), 404, "not-found");
      }
    }
    for (String id : new String[] {"0", "-1", "x", "1.0", "9007199254740992"}) {
      Api.problem(api.put("/topics/t/connections/" + id), 400, "bad-request");
      Api.problem(api.delete("/topics/t/connections/" + id), 400, "bad-request");
    }
  }

  @Test
  void whoJoinsTooMuch_isRefused() {
    Api api = Api.of(base, "toomuch");
    try (RawWebSocket ann = api.client("ann")) {
      String connection = "/connections/" + api.connectionOf("ann");
      for (String topic : new String[] {"a", "b"}) {
        assertNoContent(api, "PUT", "/topics/" + topic + "/users/bob");
        assertNoContent(api, "PUT", "/topics/" + topic + connection);
      }

      Api.problem(api.put("/topics/c/users/bob"), 429, "limit-reached");
      Api.problem(api.put("/topics/c" + connection), 429, "limit-reached");
      Api.problem(api.put("/topics/" + "x".repeat(201) + "/users/bob"), 400, "bad-name");
      Api.problem(api.put("/topics/x/users/" + "x".repeat(201)), 400, "bad-name");
    }
  }

  @Test
  void topics_areListedAndCounted_withTheirMembers() {
    Api api = Api.of(base, "lists");
    try (RawWebSocket ann = api.client("ann");
        RawWebSocket annToo = api.client("ann");
        RawWebSocket bob = api.client("bob")) {
      long bobs = api.connectionOf("bob");
      assertNoContent(api, "PUT", "/topics/b/users/ann");
      assertNoContent(api, "PUT", "/topics/b/users/absent");
      assertNoContent(api, "PUT", "/topics/b/connections/" + bobs);
      assertNoContent(api, "PUT", "/topics/a/connections/" + bobs);

      JsonObject all = api.see("/topics");
      assertThat(all.getJsonArray("items").toString())
          .isEqualTo("[{\"topic\":\"a\",\"connections\":1},{\"topic\":\"b\",\"connections\":3}]");
      JsonObject first = api.see("/topics?limit=1");
      assertThat(first.getString("next")).isEqualTo("a");
      assertThat(
              api.see("/topics?limit=1&after=a")
                  .getJsonArray("items")
                  .getJsonObject(0)
                  .getString("topic"))
          .isEqualTo("b");

      JsonObject b = api.see("/topics/b");
      assertThat(b.keySet()).containsExactly("topic", "connections", "users", "missing");
      assertThat(b.getString("topic")).isEqualTo("b");
      assertThat(b.getInt("connections")).isEqualTo(3);
      assertThat(b.getInt("users")).isEqualTo(3);
      assertThat(Api.texts(api.see("/topics/b/users"), "items"))
          .containsExactly("absent", "ann", "bob");
      assertThat(Api.texts(api.see("/topics/b/users?limit=2&after=absent"), "items"))
          .containsExactly("ann", "bob");
      List<Long> connections = Api.numbers(api.see("/topics/b/connections"), "items");
      assertThat(connections).hasSize(3).isSorted().contains(bobs);
      assertThat(Api.numbers(api.see("/topics/b/connections?after=" + connections.get(0)), "items"))
          .isEqualTo(connections.subList(1, 3));
      Api.problem(api.get("/topics/b/connections?after=x"), 400, "bad-request");
      assertThat(api.see("/topics/nobodys").getInt("connections")).isZero();
    }
  }

  @Test
  void disbanding_hasEverybodyLeave() {
    Api api = Api.of(base, "disbanding");
    try (RawWebSocket ann = api.client("ann");
        RawWebSocket bob = api.client("bob")) {
      assertNoContent(api, "PUT", "/topics/t/users/ann");
      assertNoContent(api, "PUT", "/topics/t/users/absent");
      assertNoContent(api, "PUT", "/topics/t/connections/" + api.connectionOf("bob"));

      JsonObject left = Api.ok(api.delete("/topics/t"));

      assertThat(left.getInt("connections")).isEqualTo(2);
      assertThat(left.getJsonArray("missing")).isEmpty();
      publish(api, "t", "nobody gets this");
      Api.ok(api.post("/messages", "{\"to\":{\"all\":true},\"text\":\"last\"}"));
      ann.expect("last");
      bob.expect("last");
      assertThat(api.see("/topics/t/users").getJsonArray("items")).isEmpty();
      assertThat(Api.ok(api.delete("/topics/t")).getInt("connections")).isZero();
    }
  }

  private static JsonObject publish(Api api, String topic, String text) {
    return Api.ok(
        api.post("/messages", "{\"to\":{\"topic\":\"" + topic + "\"},\"text\":\"" + text + "\"}"));
  }

  private static void assertNoContent(Api api, String method, String path) {
    var answer = api.call(method, path, method.equals("PUT") ? "" : null);
    assertThat(answer.status()).as(answer.text()).isEqualTo(204);
    assertThat(answer.text()).isEmpty();
  }
}
