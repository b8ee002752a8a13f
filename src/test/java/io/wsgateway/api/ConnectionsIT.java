package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single connections by the REST API: who is behind them, what is noted about them. */
@ArquillianTest
@RunAsClient
@SuppressWarnings("try") // Clients are there to be counted, and need not say anything.
class ConnectionsIT {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named("connections", Map.of("gateway.info.max-size", "64"));
  }

  @Test
  void connection_isShown_andClosed() {
    Api api = Api.of(base, "shown");
    try (RawWebSocket ann = api.client("ann")) {
      long id = api.connectionOf("ann");
      assertThat(Api.numbers(api.see("/connections"), "items")).containsExactly(id);
      assertThat(api.see("/connections/" + id).toString())
          .isEqualTo("{\"id\":" + id + ",\"user\":\"ann\",\"info\":{},\"missing\":[]}");

      assertNoContent(api.delete("/connections/" + id + "?code=4999&reason=enough"));

      assertThat(ann.expectClose(4999).text()).isEqualTo("enough");
      Api.await(() -> api.see("/connections"), list -> list.getJsonArray("items").isEmpty());
      Api.problem(api.get("/connections/" + id), 404, "not-found");
      Api.problem(api.delete("/connections/" + id), 404, "not-found");
    }
  }

  @Test
  void whoIsBehindAConnection_changes() {
    Api api = Api.of(base, "users");
    try (RawWebSocket client = api.client("ann")) {
      String path = "/connections/" + api.connectionOf("ann");

      assertNoContent(api.put(path + "/user", "{\"user\":\"bob\"}"));

      assertThat(api.see(path).getString("user")).isEqualTo("bob");
      assertThat(api.see("/users/ann").getBoolean("online")).isFalse();
      Api.ok(api.post("/messages", "{\"to\":{\"user\":\"bob\"},\"text\":\"to bob\"}"));
      client.expect("to bob");
      assertNoContent(api.delete(path + "/user"));
      assertThat(api.see("/users/bob").getBoolean("online")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | user",
        "{'user':null} | user",
        "{'user':7} | user",
        "{'usr':'bob'} | usr",
        "{'user':'bob','app':'x'} | app",
      })
  void whatNamesNoUser_isRefused(String body, String field) {
    Api api = Api.of(base, "badusers");
    try (RawWebSocket ann = api.client("ann")) {
      String path = "/connections/" + api.connectionOf("ann");
      HttpAnswer answer = api.put(path + "/user", body.replace('\'', '"'));

      assertThat(Api.wrongFields(Api.problem(answer, 400, "bad-request"))).containsExactly(field);
      Api.problem(api.put(path + "/user", "{\"user\":\"\"}"), 400, "bad-name");
      Api.problem(api.put(path + "/user", ""), 400, "bad-request");
      assertThat(api.see(path).getString("user")).isEqualTo("ann");
    }
  }

  @Test
  void info_isReplaced_merged_andShown() {
    Api api = Api.of(base, "info");
    try (RawWebSocket ann = api.client("ann")) {
      String path = "/connections/" + api.connectionOf("ann");
      assertThat(api.see(path + "/info")).isEmpty();

      assertNoContent(api.put(path + "/info", "{\"b\":\"1\",\"a\":\"ü😀\"}"));
      assertThat(api.see(path + "/info").toString()).isEqualTo("{\"a\":\"ü😀\",\"b\":\"1\"}");
      assertNoContent(api.call("PATCH", path + "/info", "{\"b\":\"2\",\"c\":\"\"}"));
      assertThat(api.see(path).getJsonObject("info").toString())
          .isEqualTo("{\"a\":\"ü😀\",\"b\":\"2\",\"c\":\"\"}");
      assertNoContent(api.put(path + "/info", "{\"d\":\"4\"}"));
      assertThat(api.see(path + "/info").toString()).isEqualTo("{\"d\":\"4\"}");
      assertNoContent(api.put(path + "/info", "{}"));
      assertThat(api.see(path + "/info")).isEmpty();
    }
  }

  @Test
  void info_thatCannotBe_isRefused_andChangesNothing() {
    Api api = Api.of(base, "badinfo");
    try (RawWebSocket ann = api.client("ann")) {
      String path = "/connections/" + api.connectionOf("ann") + "/info";
      assertNoContent(api.put(path, "{\"a\":\"1\"}"));

      for (String method : new String[] {"PUT", "PATCH"}) {
        JsonObject problem =
            Api.problem(
                api.call(method, path, "{\"a\":1,\"b\":null,\"c\":\"x\",\"d\":{}}"),
                400,
                "bad-request");
        assertThat(Api.wrongFields(problem)).containsExactly("a", "b", "d");
        Api.problem(api.call(method, path, "[]"), 400, "bad-request");
        String large = "{\"b\":\"" + "x".repeat(64) + "\"}";
        Api.problem(api.call(method, path, large), 429, "limit-reached");
      }
      assertThat(api.see(path).toString()).isEqualTo("{\"a\":\"1\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1L << 32, 1L << 40, (1L << 53) - 1})
  void connections_thatAreNotThere_areNotFound(long id) {
    assertNotFound(Api.of(base, "nowhere"), id);
  }

  @Test
  void connections_ofAnotherApp_areNotFound() {
    Api other = Api.of(base, "elsewhere");
    try (RawWebSocket ann = other.client("ann")) {
      long id = other.connectionOf("ann");

      assertNotFound(Api.of(base, "nowhere"), id);
      assertThat(other.see("/connections/" + id).getString("user")).isEqualTo("ann");
    }
  }

  private static void assertNotFound(Api api, long id) {
    String path = "/connections/" + id;
    for (HttpAnswer answer :
        new HttpAnswer[] {
          api.get(path),
          api.delete(path),
          api.put(path + "/user", "{\"user\":\"bob\"}"),
          api.delete(path + "/user"),
          api.get(path + "/info"),
          api.put(path + "/info", "{\"a\":\"1\"}"),
          api.call("PATCH", path + "/info", "{\"a\":\"1\"}"),
        }) {
      Api.problem(answer, 404, "not-found");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1.0", "1e3", "9007199254740992", "99999999999999999999"})
  void ids_thatCannotBe_areRefused(String id) {
    Api api = Api.of(base, "badids");

    Api.problem(api.get("/connections/" + id), 400, "bad-request");
    Api.problem(api.delete("/connections/" + id), 400, "bad-request");
    Api.problem(api.delete("/connections/" + id + "/user"), 400, "bad-request");
    Api.problem(api.get("/connections/" + id + "/info"), 400, "bad-request");
  }

  private static void assertNoContent(HttpAnswer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(204);
  }
}
