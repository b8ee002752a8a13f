package io.wsgateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import io.wsgateway.server.RedisProcess;
import io.wsgateway.server.Tries;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every metric moves when what it tells of does. Two nodes and one Redis. */
@ArquillianTest
@RunAsClient
@Tries("grafana/wsgateway.json")
class MetricsIT {
  private static final RedisProcess REDIS = RedisProcess.start();
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:wsgateway|jvm|process|system)_[a-z0-9_]+\\b");

  @ArquillianResource
  @OperateOnDeployment("metrics-a")
  private URI a;

  @ArquillianResource
  @OperateOnDeployment("metrics-b")
  private URI b;

  @Deployment(name = "metrics-a")
  static WebArchive a() {
    return node("metrics-a", "true").addClasses(JmxServlet.class, LaneServlet.class);
  }

  @Deployment(name = "metrics-b")
  static WebArchive b() {
    return node("metrics-b", "false");
  }

  private static WebArchive node(String name, String open) {
    return GatewayWar.named(
        name,
        Map.of(
            "gateway.exchange", "redis",
            "gateway.redis.uri", REDIS.uri().toString(),
            "gateway.redis.timeout", "1s",
            "gateway.redis.reconnect-max", "200ms",
            "gateway.outbox.max-size", "2m",
            "gateway.message.max-size", "1m",
            "gateway.delivery.max-pending", "10",
            "gateway.metrics.open", open));
  }

  @AfterAll
  static void stopRedis() {
    REDIS.close();
  }

  @AfterEach
  void letGo() {
    HttpCalls.to(a).get("/lanes");
    jmx("operation=resume");
  }

  @Test
  void connectionsAndDeliveries_areCounted() {
    Eventually.await(
        "both nodes know each other", () -> at(a, one -> one.sum("wsgateway_nodes")) == 2);
    Scrape before = Scrape.of(a);
    try (RawWebSocket ann = registered(a, "ann");
        RawWebSocket gm = RawWebSocket.open(a.resolve("gm"))) {
      awaitMore(before, 1, "wsgateway_connections", "app=\"metrics\"", "dialect=\"reg\"");
      awaitMore(before, 1, "wsgateway_handshakes_total", "dialect=\"gm\"");
      assertThat(Scrape.of(a).sum("wsgateway_handshakes_total", "dialect=\"reg\""))
          .isEqualTo(before.sum("wsgateway_handshakes_total", "dialect=\"reg\"") + 1);

      gm.ping("still there");
      push(a, "ann", "from here");
      ann.expect("from here");
      Eventually.await("b reaches a", () -> isReached(ann));

      awaitMore(before, 1, "wsgateway_publications_total");
      awaitMore(before, 1, "wsgateway_receptions_total");
      awaitMore(before, 2, "wsgateway_deliveries_total");
      awaitMore(before, 2, "wsgateway_delivery_seconds_count");
      awaitMore(before, 2, "wsgateway_delivery_seconds_bucket", "le=\"30.0\"");
      Scrape after = Scrape.of(a);
      assertThat(after.sum("wsgateway_delivery_seconds_bucket", "le=\"+Inf\""))
          .isEqualTo(after.sum("wsgateway_delivery_seconds_count"));
      assertThat(after.sum("wsgateway_delivery_seconds_sum"))
          .isGreaterThan(before.sum("wsgateway_delivery_seconds_sum"));
      assertThat(after.count("wsgateway_delivery_seconds_bucket")).isEqualTo(16);
    }
    awaitMore(before, 1, "wsgateway_closes_total", "reason=\"client\"");
    assertThat(Scrape.of(a).sum("wsgateway_info", "exchange=\"redis\"")).isEqualTo(1);
  }

  @Test
  void clientThatReadsNothing_fillsItsOutbox_andIsDropped() {
    Scrape before = Scrape.of(a);
    List<Scrape> between = new ArrayList<>();
    try (RawWebSocket stalled = registered(a, "stalled")) {
      stalled.stall();
      // Small enough for what waits to grow over several countings, of which there are five a
      // second.
      String content = "x".repeat(100_000);
      Eventually.await(
          "it is closed",
          Duration.ofSeconds(30),
          () -> {
            push(a, "stalled", content);
            between.add(Scrape.of(a));
            return more(before, "wsgateway_drops_total", "reason=\"slow-consumer\"") > 0;
          });

      assertThat(most(between, "wsgateway_outbox_bytes")).isGreaterThan(100_000);
      assertThat(most(between, "wsgateway_outbox_messages")).isGreaterThan(1);
      assertThat(most(between, "wsgateway_outbox_largest_bytes")).isGreaterThan(100_000);
      awaitMore(before, 1, "wsgateway_closes_total", "reason=\"slow-consumer\"");
    }
  }

  @Test
  void whoIsRefused_andWhoIsBlocked_isCounted() {
    Scrape before = Scrape.of(a);
    HttpAnswer large =
        HttpCalls.to(a)
            .postForm(
                "/push/user",
                Map.of("app", "metrics", "userId", "7", "content", "x".repeat((1 << 20) + 1)));
    assertThat(large.status()).isEqualTo(413);
    HttpCalls json = HttpCalls.to(a).with("Content-Type", "application/json");
    json.call(
        "POST", "/api/v1/blocks", "{\"app\":\"metrics\",\"user\":\"mallory\",\"seconds\":60}");

    awaitMore(before, 1, "wsgateway_refusals_total", "reason=\"size\"");
    awaitMore(before, 1, "wsgateway_blocks");
  }

  @Test
  void deliveryThreadsThatHang_showAsBacklog() {
    Scrape before = Scrape.of(a);
    try (RawWebSocket ann = registered(a, "lane")) {
      HttpCalls.to(a).get("/lanes?hang");
      Eventually.await(
          "no more is accepted",
          () -> HttpCalls.to(a).get(pushing("lane", "later")).status() == 503);

      Scrape hanging = Scrape.of(a);

      assertThat(hanging.sum("wsgateway_lane_backlog")).isEqualTo(10);
      assertThat(hanging.sum("wsgateway_lane_backlog_limit")).isEqualTo(10);
      assertThat(hanging.sum("wsgateway_lane_backlog_bytes")).isEqualTo(10 * "later".length());
      awaitMore(before, 1, "wsgateway_refusals_total", "reason=\"overload\"");
      assertThat(hanging.sum("wsgateway_ready")).isZero();
      awaitMore(hanging, 0.2, "wsgateway_lane_stall_seconds");
      HttpCalls.to(a).get("/lanes");
      Eventually.await("all is done", () -> at(a, one -> one.sum("wsgateway_lane_backlog")) == 0);
      assertThat(at(a, one -> one.sum("wsgateway_ready"))).isEqualTo(1);
      ann.expect("later");
    }
  }

  @Test
  void drain_showsBeforeItEnds() {
    jmx("operation=drain&argument=600000&argument=1");

    Scrape draining = Scrape.of(a);

    assertThat(draining.sum("wsgateway_draining")).isEqualTo(1);
    assertThat(draining.sum("wsgateway_ready")).isZero();
    assertThat(at(b, one -> one.sum("wsgateway_ready"))).isEqualTo(1);
    jmx("operation=resume");
    assertThat(at(a, one -> one.sum("wsgateway_draining"))).isZero();
  }

  @Test
  void redisThatIsFrozenAndThenKilled_showsInLagStateAndReconnects() {
    Eventually.await(
        "a good lag", () -> at(a, one -> one.sum("wsgateway_exchange_lag_seconds")) < 1);
    Scrape before = Scrape.of(a);
    assertThat(before.sum("wsgateway_exchange_up")).isEqualTo(1);
    assertThat(before.sum("wsgateway_membership_up")).isEqualTo(1);
    REDIS.freeze();
    try {
      awaitMore(before, 2, "wsgateway_exchange_lag_seconds");
    } finally {
      REDIS.thaw();
    }
    REDIS.kill();
    Eventually.await(
        "it is noticed",
        () ->
            at(a, one -> one.sum("wsgateway_exchange_up") + one.sum("wsgateway_membership_up"))
                == 0);
    push(a, "nobody", "lost");
    awaitMore(before, 1, "wsgateway_drops_total", "reason=\"exchange\"");

    REDIS.restart();

    Eventually.await("it is up again", () -> at(a, one -> one.sum("wsgateway_exchange_up")) == 1);
    awaitMore(before, 2, "wsgateway_exchange_reconnects_total");
    Eventually.await(
        "a good lag", () -> at(a, one -> one.sum("wsgateway_exchange_lag_seconds")) < 1);
    Eventually.await("b is up", () -> at(b, one -> one.sum("wsgateway_exchange_up")) == 1);
  }

  @Test
  void whatAlertsAndDashboardName_isThere() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String file : List.of("grafana/wsgateway.json", "prometheus/alerts.yml")) {
      Matcher matcher = METRIC.matcher(Files.readString(Path.of("server-config", file)));
      while (matcher.find()) {
        named.add(matcher.group());
      }
    }
    assertThat(named).hasSizeGreaterThan(20);
    try (RawWebSocket somebody = registered(a, "somebody")) {
      HttpCalls.to(a).get("/lanes?gc");
      Eventually.await(
          "a collection is told", () -> Scrape.of(a).count("jvm_gc_pause_seconds_sum") > 0);
      assertThat(Scrape.of(a).names()).containsAll(named);
      somebody.ping("still");
    }
  }

  @Test
  void metrics_areDocumented_allOfThem() throws IOException {
    String page = Files.readString(Path.of("src/docs/metrics.md"));
    for (String name : Scrape.of(a).names()) {
      if (name.startsWith("wsgateway_")) {
        assertThat(page).contains("`" + name.replaceAll("_(bucket|count|sum)$", ""));
      }
    }
  }

  @Test
  void metrics_areForThoseWhoMayRead_unlessTheyAreOpen() {
    assertThat(HttpCalls.to(b).with("X-Forwarded-For", "192.0.2.7").get("/api/metrics").status())
        .isEqualTo(403);
    assertThat(HttpCalls.to(a).with("X-Forwarded-For", "192.0.2.7").get("/api/metrics").status())
        .isEqualTo(200);
  }

  private boolean isReached(RawWebSocket client) {
    push(b, "ann", "from there");
    return client.next(Duration.ofMillis(200)).isPresent();
  }

  private void awaitMore(Scrape before, double increase, String name, String... labels) {
    Eventually.await(
        name + String.join(",", labels) + " rises by " + increase,
        () -> more(before, name, labels) >= increase);
  }

  private double more(Scrape before, String name, String... labels) {
    return Scrape.of(a).sum(name, labels) - before.sum(name, labels);
  }

  private static double most(List<Scrape> scrapes, String name) {
    return scrapes.stream().mapToDouble(one -> one.sum(name)).max().orElse(0);
  }

  private static double at(URI gateway, ToDoubleFunction<Scrape> read) {
    return read.applyAsDouble(Scrape.of(gateway));
  }

  private void jmx(String query) {
    HttpAnswer nodes = HttpCalls.to(a).get("/api/v1/status");
    Matcher number = Pattern.compile("\"node\":(\\d+)").matcher(nodes.text());
    assertThat(number.find()).isTrue();
    HttpCalls.to(a).get("/jmx?type=Node&node=" + number.group(1) + "&" + query);
  }

  private static void push(URI gateway, String user, String content) {
    HttpAnswer answer =
        HttpCalls.to(gateway)
            .postForm("/push/user", Map.of("app", "metrics", "userId", user, "content", content));
    assertThat(answer.status()).isEqualTo(200);
  }

  private static String pushing(String user, String content) {
    return "/push/user?app=metrics&userId=" + user + "&content=" + content;
  }

  private static RawWebSocket registered(URI gateway, String user) {
    RawWebSocket client = RawWebSocket.open(gateway.resolve("connection"));
    return client.send("reg:metrics:" + user).send("?:").expect("error msg format");
  }
}
