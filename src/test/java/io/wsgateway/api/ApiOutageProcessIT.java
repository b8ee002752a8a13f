package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayProcess;
import io.wsgateway.server.RedisProcess;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the REST API answers while another node, or Redis, is silent. */
@SuppressWarnings("try") // Clients are there to be counted, and need not say anything.
class ApiOutageProcessIT {
  private static RedisProcess redis;
  private static GatewayProcess a;
  private static GatewayProcess b;

  @BeforeAll
  static void start() {
    redis = RedisProcess.start();
    a = node("outage-a");
    b = node("outage-b");
  }

  private static GatewayProcess node(String name) {
    return GatewayProcess.start(
        name,
        Map.of(
            "gateway.exchange",
            "redis",
            "gateway.redis.uri",
            redis.uri().toString(),
            "gateway.redis.timeout",
            "10s",
            "gateway.node.lease",
            "60s"));
  }

  @AfterAll
  static void stop() {
    a.close();
    b.close();
    redis.close();
  }

  @Test
  void aNodeThatIsSilent_isNamed_andItsConnectionsAreNotSaidToBeGone() {
    Api api = Api.of(a.http("/"), "silent");
    Api owner = Api.of(b.http("/"), "silent");
    try (RawWebSocket ann = api.client("ann");
        RawWebSocket bob = owner.client("bob")) {
      api.await("", counts -> counts.getInt("connections") == 2);
      long id = owner.connectionOf("bob");
      int node = Math.toIntExact(id >> 32);
      b.freeze();
      try {
        JsonObject counts = api.see("");
        assertThat(counts.getInt("connections")).isEqualTo(1);
        assertThat(Api.numbers(counts, "missing")).containsExactly((long) node);
        assertThat(Api.texts(api.see("/users"), "items")).containsExactly("ann");
        assertThat(Api.numbers(api.see("/users/bob"), "missing")).containsExactly((long) node);

        String path = "/connections/" + id;
        JsonObject problem = Api.problem(api.get(path), 504, "no-answer");
        assertThat(problem.getString("detail")).contains("Node " + node);
        Api.problem(api.get(path + "/info"), 504, "no-answer");
        Api.problem(api.put(path + "/info", "{\"a\":\"1\"}"), 504, "no-answer");
        Api.problem(api.put("/topics/t" + path), 504, "no-answer");
        Api.problem(api.delete("/topics/t" + path), 504, "no-answer");
      } finally {
        b.thaw();
      }
      assertThat(api.await("/connections/" + id, one -> true).getString("user")).isEqualTo("bob");
    }
  }

  @Test
  void message_isAccepted_whenRedisDoesNotSayWhomItReached() {
    Api api = Api.of(a.http("/"), "waiting");
    try (RawWebSocket ann = api.client("ann")) {
      redis.freeze();
      try {
        long start = System.nanoTime();
        JsonObject receipt =
            Api.ok(api.post("/messages", "{\"to\":{\"user\":\"ann\"},\"text\":\"now\"}"))
                .getJsonArray("receipts")
                .getJsonObject(0);
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(receipt.toString())
            .isEqualTo("{\"nodes\":0,\"trust\":\"unknown\",\"degraded\":true}");
        assertThat(took).isBetween(Duration.ofMillis(1400), Duration.ofSeconds(8));
        ann.expect("now");
      } finally {
        redis.thaw();
      }
    }
  }
}
