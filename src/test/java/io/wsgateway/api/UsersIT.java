package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the REST API says of an app and its users, and how it closes their connections. */
@ArquillianTest
@RunAsClient
@SuppressWarnings("try") // Clients are there to be counted, and need not say anything.
class UsersIT {
  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named("users", Map.of());
  }

  @Test
  void app_isCounted() {
    Api api = Api.of(base, "counted");
    assertCounts(api, 0, 0, 0);
    try (RawWebSocket phone = api.client("ann");
        RawWebSocket laptop = api.client("ann");
        RawWebSocket bob = api.client("bob")) {
      Api.send(bob, "in:counted:bob:news");

      assertCounts(api, 3, 2, 1);
      assertCounts(Api.of(base, "counted-2"), 0, 0, 0);
    }
    api.await("", counts -> counts.getInt("connections") == 0);
    assertCounts(api, 0, 0, 0);
  }

  private static void assertCounts(Api api, int connections, int users, int topics) {
    JsonObject counts = api.see("");

    assertThat(counts.keySet()).containsExactly("app", "connections", "users", "topics", "missing");
    assertThat(counts.getString("app")).isEqualTo(api.app());
    assertThat(counts.getInt("connections")).isEqualTo(connections);
    assertThat(counts.getInt("users")).isEqualTo(users);
    assertThat(counts.getInt("topics")).isEqualTo(topics);
    assertThat(counts.getJsonArray("missing")).isEmpty();
  }

  @Test
  void users_areListedByPages() {
    Api api = Api.of(base, "pages");
    List<RawWebSocket> clients =
        IntStream.range(0, 5).mapToObj(i -> api.client("ü /" + i)).toList();
    try {
      assertThat(Api.texts(api.see("/users"), "items"))
          .containsExactly("ü /0", "ü /1", "ü /2", "ü /3", "ü /4");
      assertThat(api.see("/users").keySet()).containsExactly("items", "missing");

      List<String> seen = new ArrayList<>();
      JsonObject page = api.see("/users?limit=2");
      seen.addAll(Api.texts(page, "items"));
      while (page.containsKey("next")) {
        page = api.see("/users?limit=2&after=" + Api.encode(page.getString("next")));
        assertThat(page.getJsonArray("items")).hasSizeBetween(1, 2);
        seen.addAll(Api.texts(page, "items"));
      }
      assertThat(seen).containsExactly("ü /0", "ü /1", "ü /2", "ü /3", "ü /4");
    } finally {
      clients.forEach(RawWebSocket::close);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=0", "limit=1001", "limit=-1", "limit=x", "limit=", "limit=9999999999"})
  void limits_thatCannotBe_areRefused(String query) {
    Api api = Api.of(base, "limits");

    for (String list : new String[] {"/users", "/topics", "/connections", "/topics/t/users"}) {
      Api.problem(api.get(list + "?" + query), 400, "bad-request");
    }
  }

  @Test
  void user_isOnline_asLongAsItIsConnected() {
    Api api = Api.of(base, "online");
    JsonObject before = api.see("/users/ann");
    assertThat(before.keySet()).containsExactly("user", "online", "connections", "missing");
    assertThat(before.getBoolean("online")).isFalse();
    try (RawWebSocket phone = api.client("ann");
        RawWebSocket laptop = api.client("ann")) {
      JsonObject now = api.see("/users/ann");

      assertThat(now.getString("user")).isEqualTo("ann");
      assertThat(now.getBoolean("online")).isTrue();
      assertThat(Api.numbers(now, "connections"))
          .hasSize(2)
          .isSorted()
          .isEqualTo(Api.numbers(api.see("/connections"), "items"));
    }
    api.await("/users/ann", user -> !user.getBoolean("online"));
  }

  /** Which servers take which names differs; in base64url all take all. */
  @ParameterizedTest
  @CsvSource({
    "a b, a%20b",
    "a+b, a+b",
    "a%b, a%25b",
    "a%2Fb, a%252Fb",
    "a;b, a%3Bb",
    "a?b#c&d=e, a%3Fb%23c&d=e",
    "😀, %F0%9F%98%80",
    "世, %e4%b8%96",
    "a.b, a.b",
    "a/b, ~YS9i",
    "a\\b, ~YVxi",
    "., ~Lg",
    ".., ~Li4",
    "~, ~fg",
    "😀, ~8J-YgA"
  })
  void names_ofAllKinds_standInPaths(String name, String written) {
    Api api = Api.of(base, "names");
    try (RawWebSocket client = api.client(name)) {
      JsonObject user = api.see("/users/" + written);

      assertThat(user.getString("user")).isEqualTo(name);
      assertThat(user.getBoolean("online")).isTrue();
      Api.ok(api.delete("/users/" + written + "/connections"));
      client.expectClose(1000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a;b", "a;x=1", "~*", "a%0Ab"})
  void names_thatCannotBe_areRefused(String written) {
    Api api = Api.of(base, "names");

    Api.problem(api.get("/users/" + written), 400, "bad-name");
    Api.problem(api.calls().get("/api/v1/apps/" + written), 400, "bad-name");
  }

  @Test
  void allConnectionsOfAUser_areClosed_afterWhatTheyWereSent() {
    Api api = Api.of(base, "closing");
    try (RawWebSocket phone = api.client("ann");
        RawWebSocket laptop = api.client("ann");
        RawWebSocket bob = api.client("bob")) {
      Api.ok(api.post("/messages", "{\"to\":{\"user\":\"ann\"},\"text\":\"bye\"}"));

      JsonObject closed =
          Api.ok(api.delete("/users/ann/connections?code=4100&reason=gr%C3%BC%C3%9Fe"));

      assertThat(closed.getInt("closed")).isEqualTo(2);
      assertThat(closed.getJsonArray("missing")).isEmpty();
      for (RawWebSocket client : List.of(phone, laptop)) {
        Event end = client.expect("bye").expectClose(4100);
        assertThat(end.text()).isEqualTo("grüße");
      }
      assertThat(Api.ok(api.delete("/users/nobody/connections")).getInt("closed")).isZero();
      Api.ok(api.post("/messages", "{\"to\":{\"all\":true},\"text\":\"still here\"}"));
      bob.expect("still here");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"code=1005", "code=999", "code=5000", "code=x", "code=", "code=-1"})
  void codes_thatCannotBe_areRefused(String query) {
    Api api = Api.of(base, "codes");
    try (RawWebSocket ann = api.client("ann")) {
      Api.problem(api.delete("/users/ann/connections?" + query), 400, "bad-request");
      Api.problem(
          api.delete("/users/ann/connections?reason=" + "x".repeat(124)), 400, "bad-request");
      Api.problem(api.delete("/users/ann/connections?reason=%ff"), 400, "bad-request");

      Api.ok(api.post("/messages", "{\"to\":{\"user\":\"ann\"},\"text\":\"still here\"}"));
      ann.expect("still here");
    }
  }
}
