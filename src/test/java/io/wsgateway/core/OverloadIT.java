package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.Swarm;
import io.wsgateway.client.SwarmPlan;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * More than can be delivered, and clients that stop reading, with many clients. How the servers
 * compare is shown by the benchmarks; this shows that nothing is lost and everything ends. With
 * {@code -Dload.seconds=60} the load goes on for a minute.
 */
@ArquillianTest
@RunAsClient
class OverloadIT {
  private static final Duration LOAD = Duration.ofSeconds(Integer.getInteger("load.seconds", 5));
  private static final Duration LIMIT = LOAD.plusSeconds(60);

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(
            Map.of(
                "gateway.outbox.write-deadline", "3s",
                // A client of this test may have to wait for a processor.
                "gateway.outbox.max-messages", "100000"))
        .addClass(FloodServlet.class);
  }

  @Test
  void moreThanCanBeDelivered_isRefusedInPart_andWhatIsAcceptedArrives_soon() {
    try (Swarm swarm = subscribed("load", 300)) {
      Map<String, Double> before = metrics();

      Flood flood = flood("load", LOAD, 64, 0, 0);
      long end = System.nanoTime();
      awaitEach(swarm, flood.accepted());
      Duration rest = Duration.ofNanos(System.nanoTime() - end);

      assertThat(flood.refused()).isPositive();
      assertThat(swarm.report().allOpen()).as("%s", swarm.report()).isTrue();
      assertThat(swarm.report().isFaultless()).as("%s", swarm.report()).isTrue();
      assertThat(more(before, "refusals_total", "overload")).isEqualTo(flood.refused());
      assertThat(more(before, "drops_total", "slow-consumer")).isZero();
      System.getLogger("overload")
          .log(
              System.Logger.Level.INFO,
              "accepted {0}, refused {1}, delivered for {2} ms after the load",
              flood.accepted(),
              flood.refused(),
              rest.toMillis());
      // A second where it is alone; tests share their machine.
      assertThat(rest).isLessThan(Duration.ofSeconds(5));
      assertThat(flood("load", Duration.ofMillis(50), 64, 20, flood.accepted()).refused())
          .as("it is itself again")
          .isZero();
    }
  }

  @Test
  void aHundredClientsThatStopReading_areClosed_andTheOthersMissNothing() {
    try (Swarm stalled = subscribed("stop", 100);
        Swarm others = subscribed("stop", 100)) {
      Map<String, Double> before = metrics();
      for (int i = 0; i < 100; i++) {
        stalled.stall(i);
      }

      Flood flood = flood("stop", Duration.ofSeconds(12), 16_000, 40, 0);

      awaitEach(others, flood.accepted());
      assertThat(others.report().allOpen()).as("%s", others.report()).isTrue();
      assertThat(others.report().isFaultless()).as("%s", others.report()).isTrue();
      assertThat(flood.refused()).isZero();
      Eventually.await(
          "all that read nothing are closed",
          LIMIT,
          () ->
              more(before, "closes_total", "write-deadline")
                      + more(before, "closes_total", "slow-consumer")
                  == 100);
      Eventually.await(
          "nothing waits any more", () -> metrics().get("wsgateway_outbox_bytes") == 0);
    }
  }

  // --- the scene ---------------------------------------------------------------------------------

  private record Flood(int accepted, int refused) {}

  private Flood flood(String topic, Duration time, int size, int pace, int first) {
    String[] numbers =
        HttpCalls.to(base)
            .within(LIMIT)
            .get(
                "/flood?topic=%s&millis=%d&size=%d&pace=%d&first=%d"
                    .formatted(topic, time.toMillis(), size, pace, first))
            .text()
            .split(" ", -1);
    return new Flood(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
  }

  private Swarm subscribed(String topic, int clients) {
    String tag = topic + System.nanoTime();
    Swarm swarm =
        SwarmPlan.of(clients, base.resolve("connection"))
            .greeting(n -> "reg:flood:" + tag + n)
            .numbered("n", 0)
            .open();
    swarm.awaitOpen(LIMIT);
    swarm.sendAll(n -> "in:flood:" + tag + n + ":" + topic);
    // A line that is answered tells that the lines before it were obeyed.
    swarm.sendAll(n -> "?:");
    swarm.awaitEach(1, LIMIT);
    swarm.restartCounting();
    return swarm;
  }

  private static void awaitEach(Swarm swarm, int messages) {
    swarm.await(
        messages + " messages each",
        report -> report.eachReceived(messages),
        report -> report.closed() > 0,
        LIMIT);
  }

  /** By the names and labels that Prometheus sees. */
  private Map<String, Double> metrics() {
    return HttpCalls.to(base)
        .get("/api/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("wsgateway_"))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.lastIndexOf(' ')),
                line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
  }

  private long more(Map<String, Double> before, String metric, String reason) {
    return Math.round(sum(metrics(), metric, reason) - sum(before, metric, reason));
  }

  private static double sum(Map<String, Double> metrics, String metric, String reason) {
    return metrics.entrySet().stream()
        .filter(one -> one.getKey().startsWith("wsgateway_" + metric + "{"))
        .filter(one -> one.getKey().contains("reason=\"" + reason + "\""))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
