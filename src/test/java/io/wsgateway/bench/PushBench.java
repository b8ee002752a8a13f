package io.wsgateway.bench;

import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.Swarm;
import io.wsgateway.client.SwarmPlan;
import io.wsgateway.server.GatewayProcess;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * What one push over HTTP costs beside a JAX-RS resource that does nothing, both on one server: the
 * same client posts the same body over the same number of connections to the gateway and to a WAR
 * with one empty resource beside it, in turns.
 */
final class PushBench implements Bench {
  private static final int IN_FLIGHT = 32;
  private static final int USERS = 1_000;
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
  private static final int WARM_UP = Integer.getInteger("bench.warm-up", 3);
  private static final int COUNT = Integer.getInteger("bench.count", 30_000);
  private static final String TEXT = "x".repeat(64);
  private static final List<String> KINDS =
      List.of("empty", "nobody", "user", "resource", "reg", "batch");

  /** Messages in a batch. */
  private static final int BATCH = 100;

  @Override
  public String name() {
    return "push/http";
  }

  @Override
  public Table run() {
    Table table =
        new Table(
            "One push over HTTP beside an empty JAX-RS resource",
            "Requests per second, and microseconds of the server's CPU for each, with "
                + IN_FLIGHT
                + " in flight over as many connections. "
                + ROUNDS
                + " rounds in turns of "
                + COUNT
                + " requests after "
                + WARM_UP
                + " to warm up; the ratios are those of CPU and of requests per second to the empty"
                + " resource's: a JAX-RS method that reads no body and returns {}, in a WAR of its"
                + " own, with CDI, on the same server. All post the same 100 bytes of JSON, but for"
                + " the reg dialect, where it is a form.",
            "",
            "per second",
            "CPU",
            "CPU, ratio",
            "per second, ratio");
    for (Subjects.Server server : Subjects.Server.wanted()) {
      boolean micro = server == Subjects.Server.PAYARA;
      measure(table, micro ? "micro" : "wildfly", server.words());
    }
    return table;
  }

  private static void measure(Table table, String kind, String words) {
    // Batches come faster than they are delivered, and what is refused costs nothing.
    Map<String, String> settings =
        Map.of("gateway.delivery.max-delay", "1m", "gateway.delivery.max-pending", "1000000");
    Path empty = emptyWar();
    try (GatewayProcess server =
            GatewayProcess.startForBench(
                kind, "bench-push-" + kind, List.of("-Xmx1g"), List.of(empty), settings);
        Swarm users =
            SwarmPlan.of(USERS, server.ws("/connection")).greeting(n -> "reg:bench:" + n).open();
        HttpLoad load = new HttpLoad(server.http("/"), IN_FLIGHT)) {
      users.awaitOpen(Duration.ofSeconds(60));
      Rounds rounds = new Rounds();
      for (int i = 0; i < WARM_UP + ROUNDS; i++) {
        if (i == WARM_UP) {
          rounds.clear();
        }
        for (String one : KINDS) {
          measure(server, load, one, rounds);
        }
      }
      row(table, rounds, words + ", empty resource", "empty");
      row(table, rounds, words + ", a push to a user who is away", "nobody");
      row(table, rounds, words + ", a push to a user with one connection", "user");
      row(table, rounds, words + ", the same by way of JAX-RS", "resource");
      row(table, rounds, words + ", the same in the reg dialect", "reg");
      row(table, rounds, words + ", the same in a batch of " + BATCH + ", for each", "batch");
    }
  }

  private static void measure(GatewayProcess server, HttpLoad load, String kind, Rounds rounds) {
    IntFunction<byte[]> request = requests(server, kind);
    int times = kind.equals("batch") ? BATCH : 1;
    int count = COUNT / (times == 1 ? 1 : 10);
    double before = Cpu.of(server.pid());
    double perSecond = load.run(count, request);
    awaitDelivery(server);
    double cpu = Cpu.of(server.pid()) - before;
    rounds.add(kind + " cpu", cpu / count / times * 1e6);
    rounds.add(kind, perSecond * times);
  }

  /** Pushes are answered before they are delivered, and the rest is this one's cost, too. */
  private static void awaitDelivery(GatewayProcess server) {
    Eventually.await(
        "all is delivered",
        () -> {
          Map<String, Double> sums =
              sums(HttpCalls.to(server.http("/")).get("/api/metrics").text());
          double lost =
              sums.getOrDefault("wsgateway_drops_total", 0.0)
                  + sums.getOrDefault("wsgateway_closes_total", 0.0)
                  + sums.getOrDefault("wsgateway_refusals_total", 0.0);
          if (lost > 0) {
            throw new IllegalStateException("Not all was taken and delivered: " + sums);
          }
          return sums.get("wsgateway_lane_backlog") == 0
              && sums.get("wsgateway_outbox_messages") == 0;
        });
  }

  /** By the name of a metric, whatever its labels. */
  private static Map<String, Double> sums(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("wsgateway_"))
        .collect(
            Collectors.toMap(
                line -> line.split("[{ ]", 2)[0],
                line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)),
                Double::sum));
  }

  private static IntFunction<byte[]> requests(GatewayProcess server, String kind) {
    URI messages = server.http("/api/v1/apps/bench/messages");
    if (kind.equals("batch")) {
      return prepared(
          user ->
              HttpLoad.post(
                  server.http("/api/v1/apps/bench/messages/batch"),
                  IntStream.range(0, BATCH)
                      .mapToObj(i -> message(Integer.toString((user + i) % USERS)))
                      .collect(Collectors.joining(",", "{\"messages\":[", "]}"))));
    }
    if (kind.equals("reg")) {
      return prepared(
          user ->
              HttpLoad.form(
                  server.http("/push/user"), "app=bench&userId=" + user + "&content=" + TEXT));
    }
    if (kind.equals("resource")) {
      // Nobody writes it like this, so that the short way is not for it.
      String type = "application/json; charset=\"utf-8\"";
      return prepared(user -> HttpLoad.post(messages, type, message(Integer.toString(user))));
    }
    return switch (kind) {
      case "empty" ->
          prepared(
              user -> HttpLoad.post(server.http("/empty/empty"), message(Integer.toString(user))));
      case "nobody" -> prepared(user -> HttpLoad.post(messages, message("away-" + user)));
      default -> prepared(user -> HttpLoad.post(messages, message(Integer.toString(user))));
    };
  }

  private static IntFunction<byte[]> prepared(IntFunction<byte[]> request) {
    List<byte[]> all = IntStream.range(0, USERS).mapToObj(request).toList();
    return number -> all.get(number % USERS);
  }

  private static String message(String user) {
    return "{\"to\":{\"user\":\"" + user + "\"},\"text\":\"" + TEXT + "\"}";
  }

  private static Path emptyWar() {
    Path file = Path.of("target/servers/empty.war");
    file.getParent().toFile().mkdirs();
    ShrinkWrap.create(WebArchive.class, "empty.war")
        .addClasses(EmptyApplication.class, EmptyResource.class)
        .addAsWebInfResource(new File("src/main/webapp/WEB-INF/beans.xml"), "beans.xml")
        .as(ZipExporter.class)
        .exportTo(file.toFile(), true);
    return file;
  }

  private static void row(Table table, Rounds rounds, String words, String kind) {
    Sample cpu = rounds.get(kind + " cpu");
    Sample perSecond = rounds.get(kind);
    table.row(
        words,
        perSecond.show(0),
        cpu.show(1),
        cpu.over(rounds.get("empty cpu")).show(2),
        perSecond.over(rounds.get("empty")).show(2));
  }
}
