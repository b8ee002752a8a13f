package io.wsgateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fault table with nodes that Redis joins. */
class RedisFaultsIT extends NodeFaultContract {
  private static final String SUBSCRIBERS = "name=wsgateway-redis-subscriber";

  private RedisBroker redis;

  @Override
  Broker broker() {
    redis = new RedisBroker();
    return redis;
  }

  @Test
  void subscriberCutOffByRedisForReadingTooSlowly_subscribesAgain_andLossIsCounted() {
    Node b = cluster().b();
    redis.set("client-output-buffer-limit", "pubsub 256kb 0 0");
    try (Scene scene = Scene.on(cluster().nodes())) {
      Times fault =
          endure(
              scene,
              Duration.ZERO,
              () -> {
                b.line().slowTo(50_000);
                fillFrom(scene, cluster().a(), 100_000);
                Eventually.await(
                    "Redis gives it up",
                    Duration.ofSeconds(30),
                    () -> redis.clients(SUBSCRIBERS) < 2);
              },
              () -> {
                fillFrom(scene, cluster().a(), 0);
                b.line().slowTo(Integer.MAX_VALUE);
              });
      finish(scene, fault);
      assertThat(new Losses(scene).lost(cluster().a(), b)).isPositive();
      assertThat(scene.dropped(b, "missed")).isPositive();
    } finally {
      redis.set("client-output-buffer-limit", "pubsub 32mb 8mb 60");
    }
    expectAsBefore();
  }

  private static void fillFrom(Scene scene, Node from, int characters) {
    scene.flows().stream()
        .filter(flow -> flow.from() == from)
        .forEach(flow -> flow.fill(characters));
  }

  @Test
  void redisFull_publishingGoesOn_andMembershipsAreMadeUpFor() {
    try (Scene scene = Scene.on(cluster().nodes())) {
      redis.set("maxmemory", "1");
      try {
        join(cluster().a(), scene.app(), "late", "sport");
        join(cluster().a(), scene.app(), "user-b", "sport");
        Eventually.await(
            "it is told",
            () ->
                cluster().a().process().log().contains("is away (OOM")
                    && cluster().a().status().getString("membership").equals("degraded"));
        assertThat(cluster().a().status().getString("exchange")).isEqualTo("up");
        scene.flowFor(Duration.ofSeconds(3));
      } finally {
        redis.set("maxmemory", "0");
      }
      Eventually.await(
          "memberships are kept again",
          BACK,
          () -> cluster().a().status().getString("membership").equals("up"));
      finish(scene, Times.now());
      new Losses(scene).expectNone();
      expectJoined(scene.app());
    }
    expectAsBefore();
  }

  /** By a client whose node was not told when it joined. */
  private void expectJoined(String app) {
    History history = new History();
    Listener late = Listener.at(cluster().b(), app, "late", "else", history);
    String to = "{\"topic\":\"sport\"}";
    try (late;
        Flow flow = new Flow(cluster().a(), app, "sport", to, List.of(late), history)) {
      Eventually.await(
          "who joined meanwhile is in",
          () -> history.hasReceivedSince(late.user(), flow.stream(), 0));
    }
  }

  private static void join(Node node, String app, String user, String topic) {
    HttpAnswer answer =
        HttpCalls.to(node.process().http(""))
            .within(ANSWER)
            .call("PUT", "/api/v1/apps/" + app + "/topics/" + topic + "/users/" + user, "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(204);
  }
}
