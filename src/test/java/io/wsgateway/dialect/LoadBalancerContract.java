package io.wsgateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.dialect.raw.EmptyNodes;
import io.wsgateway.dialect.raw.ProbeWar;
import io.wsgateway.json.JsonText;
import io.wsgateway.server.GatewayCluster;
import io.wsgateway.server.Processors;
import io.wsgateway.server.Tries;
import io.wsgateway.wire.RawSuite;
import io.wsgateway.wire.RegSuite;
import io.wsgateway.wire.VeinSuite;
import io.wsgateway.wire.WireSuite;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Four nodes on two kinds of server, which clients and back ends know only by the address of the
 * load balancer before them. What joins the nodes is for the subclass to say.
 *
 * <p>Each server holds two WARs, which are two gateways: one for the recorded cases of raw, whose
 * application is another.
 */
@Tries("nginx/wsgateway.conf")
@ResourceLock(Processors.NAME)
abstract class LoadBalancerContract {
  private static final String PROBE = "probe/";

  private static GatewayCluster cluster;

  /** Starts nodes that are joined as these settings say. */
  static void start(Map<String, String> exchange) {
    Map<String, String> probe =
        Map.of(
            "gateway.redis.prefix",
            "probe:",
            "gateway.rabbitmq.exchange",
            "probe",
            "gateway.user-connections",
            "all");
    cluster = GatewayCluster.start(settings(exchange), ProbeWar.named("probe", probe));
    Eventually.await(
        "the second WAR is there",
        Duration.ofSeconds(60),
        () -> cluster.nodes().stream().allMatch(LoadBalancerContract::hasProbe));
    // A server's first request of a kind is slow, and recorded cases wait for little.
    for (int i = 0; i < 2 * cluster.nodes().size(); i++) {
      new FiveClients(cluster.base()).close();
    }
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Map<String, String> settings(Map<String, String> exchange) {
    Map<String, String> settings = new HashMap<>(AllDialectsContract.SETTINGS);
    settings.putAll(exchange);
    settings.putAll(VeinSuite.APPS);
    settings.put("gateway.apps", "shop,test,test2");
    // As the cases of reg are recorded; those of others are not.
    settings.put("gateway.user-connections", "latest");
    settings.put("gateway.app.shop.user-connections", "all");
    settings.put("gateway.app.test.user-connections", "all");
    settings.put("gateway.node.lease", "5s");
    return settings;
  }

  private static boolean hasProbe(URI node) {
    return HttpCalls.to(node).get("/" + PROBE + "connections").status() == 200;
  }

  @TestFactory
  Stream<DynamicTest> recordedCasesOfReg() {
    return spread(
        "/connection",
        () -> {
          Stream<WireSuite> suites = Stream.of(RegSuite.contract(), RegSuite.mended());
          return suites.flatMap(
              suite ->
                  suite
                      .node("main", cluster.base())
                      .node("n2", cluster.base())
                      .betweenNodes()
                      .tests());
        });
  }

  @TestFactory
  Stream<DynamicTest> recordedCasesOfVein() {
    return VeinSuite.contract()
        .node("r1", cluster.base())
        .node("r2", cluster.base())
        .betweenNodes()
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> recordedCasesOfRaw() {
    String digits =
        cluster.nodes().stream()
            .map(LoadBalancerContract::digitsOfIds)
            .collect(Collectors.joining("|", "(?:", ")"));
    URI[] nodes = cluster.nodes().stream().map(uri -> uri.resolve(PROBE)).toArray(URI[]::new);
    return spread(
        "/" + PROBE,
        () ->
            Stream.of(RawSuite.contract(), RawSuite.mended())
                .map(suite -> suite.node("p1", cluster.base().resolve(PROBE)))
                .map(suite -> suite.node("p2", cluster.base().resolve(PROBE)))
                .map(suite -> suite.variable("id_p1", digits).variable("id_p2", digits))
                .flatMap(suite -> EmptyNodes.before(suite.betweenNodes().tests(), nodes))
                .map(LoadBalancerContract::untilPlaced));
  }

  /** The digits of its ids that all connections of a node share. */
  private static String digitsOfIds(URI node) {
    try (RawWebSocket client = RawWebSocket.open(node.resolve(PROBE))) {
      return FiveClients.text(client).substring("id:".length()).substring(0, 12);
    }
  }

  /**
   * Two of the cases list ids in the order of their nodes, and expect the first client on the first
   * node. Where clients come to be is for the balancer to say, so these are played until that is
   * so.
   */
  private static DynamicTest untilPlaced(DynamicTest test) {
    return DynamicTest.dynamicTest(
        test.getDisplayName(),
        () -> {
          for (int attempt = 1; !isPlayed(test, attempt == 20); attempt++) {
            // The balancer must not come back to the same nodes.
            for (int i = ThreadLocalRandom.current().nextInt(4); i > 0; i--) {
              HttpCalls.to(cluster.base()).get("/serverList");
            }
          }
        });
  }

  private static boolean isPlayed(DynamicTest test, boolean last) throws Throwable {
    try {
      test.getExecutable().execute();
      return true;
    } catch (AssertionError e) {
      if (last
          || !String.valueOf(e.getMessage()).contains("want \"{\\\"fn\\\":\\\"GetClientIdsBy")) {
        throw e;
      }
      return false;
    }
  }

  /** The tests, and one more: that their clients have been on all nodes. */
  private static Stream<DynamicTest> spread(String path, Supplier<Stream<DynamicTest>> tests) {
    List<Long> before = cluster.ended(path);
    return Stream.concat(
        tests.get(),
        Stream.of(
            DynamicTest.dynamicTest(
                "clients of these cases were on all nodes",
                () ->
                    Eventually.await(
                        "each node has had some",
                        () -> {
                          List<Long> now = cluster.ended(path);
                          return IntStream.range(0, now.size())
                              .allMatch(i -> now.get(i) > before.get(i));
                        }))));
  }

  @Nested
  class AllDialects extends AllDialectsContract {
    @Override
    URI base() {
      return cluster.base();
    }

    /** Four of the five are on four nodes. */
    @BeforeEach
    @Override
    void connect() {
      super.connect();
      for (int attempt = 1;
          cluster.busyNodes() < cluster.nodes().size() && attempt < 10;
          attempt++) {
        disconnect();
        super.connect();
      }
      assertThat(cluster.busyNodes()).isEqualTo(cluster.nodes().size());
    }

    /** Nodes hear of each other's clients a moment later. */
    @Override
    void settle(String rawId) {
      for (String to :
          List.of("{\"user\":\"7\"}", "{\"topic\":\"news\"}", "{\"topic\":\"chat\"}")) {
        Hearing.await(
            clients.all().toList(), text -> rest("{\"to\":" + to + ",\"text\":\"" + text + "\"}"));
      }
      clients.all().forEach(Hearing::drain);
    }
  }

  @Test
  void nodeKilled_itsClientsReconnectThroughTheBalancer_andGoOnReceiving() {
    String app = "killing" + System.nanoTime();
    List<RawWebSocket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        clients.add(RawWebSocket.open(cluster.base().resolve("connection")));
        clients.get(i).send("reg:" + app + ":" + i).send("in:" + app + ":" + i + ":all");
        clients.get(i).send("?:").expect("error msg format");
      }
      assertThat(cluster.busyNodes()).isEqualTo(cluster.nodes().size());
      awaitAllHear(app, clients);

      cluster.kill(0);
      List<Integer> lost =
          IntStream.range(0, clients.size()).filter(i -> hasEnded(clients.get(i))).boxed().toList();
      assertThat(lost).hasSizeBetween(1, 7);
      for (int i : lost) {
        clients.set(i, RawWebSocket.open(cluster.base().resolve("connection")));
        clients.get(i).send("reg:" + app + ":" + i).send("?:").expect("error msg format");
      }

      awaitAllHear(app, clients);
      cluster.restart(0);
      awaitClientsAt(0);
      awaitAllNodesListed();
    } finally {
      clients.forEach(RawWebSocket::close);
    }
  }

  /** The balancer tries again a node that it has found away. */
  private static void awaitClientsAt(int node) {
    List<RawWebSocket> newcomers = new ArrayList<>();
    try {
      Eventually.await(
          "the node that came back gets clients",
          Duration.ofSeconds(20),
          () -> {
            newcomers.add(RawWebSocket.open(cluster.base().resolve("connection")));
            return cluster.connections(node) > 0;
          });
    } finally {
      newcomers.forEach(RawWebSocket::close);
    }
  }

  @Test
  void nodes_areListed_whicheverTheBalancerAsks() {
    awaitAllNodesListed();
  }

  @Test
  void console_isServedByEach_andWhateverItAsksAnyNodeAnswersForAll() {
    HttpCalls balancer = HttpCalls.to(cluster.base());
    for (int i = 0; i < cluster.nodes().size(); i++) {
      assertThat(balancer.get("/ui").text()).contains("ui/app.js");
      Eventually.await(
          "each node is in the answer, and none is missing",
          () -> {
            JsonObject answer =
                JsonText.parse(balancer.get("/api/v1/cluster").text()).orElseThrow().asJsonObject();
            return answer.getJsonArray("items").size() == cluster.nodes().size()
                && answer.getJsonArray("missing").isEmpty();
          });
    }
  }

  private static void awaitAllNodesListed() {
    for (int i = 0; i < cluster.nodes().size(); i++) {
      Eventually.await(
          "all nodes know each other", () -> cluster.known() == cluster.nodes().size());
    }
  }

  /**
   * Statistics are for callers on the same machine, as this test is: but the balancer is between.
   */
  @Test
  void balancer_tellsThatItIsOne_whateverTheCallerSays() {
    HttpCalls direct = HttpCalls.to(cluster.nodes().get(0));
    HttpCalls balanced = HttpCalls.to(cluster.base()).with("X-Forwarded-For", "");

    assertThat(direct.get("/stat").status()).isEqualTo(200);
    assertThat(balanced.get("/stat").status()).isEqualTo(403);
    assertThat(balanced.with("X-Forwarded-For", "127.0.0.1").get("/stat").status()).isEqualTo(403);
  }

  private static boolean hasEnded(RawWebSocket client) {
    try {
      client.ping("still there?");
    } catch (UncheckedIOException e) {
      return true;
    }
    return client
        .next(Duration.ofSeconds(5), Set.of(Event.Kind.PONG, Event.Kind.END))
        .orElseThrow()
        .kind()
        .equals(Event.Kind.END);
  }

  /** Pushes to the topic, and to its users, until all have got both. */
  private static void awaitAllHear(String app, List<RawWebSocket> clients) {
    HttpCalls http = HttpCalls.to(cluster.base());
    for (String path : List.of("/push/topic", "/push/user")) {
      Hearing.await(
          clients,
          text -> {
            Map<String, String> push =
                Map.of("app", app, "topic", "all", "userId", "0,1,2,3,4,5,6,7", "content", text);
            assertThat(http.postForm(path, push).status()).isEqualTo(200);
          });
    }
  }
}
