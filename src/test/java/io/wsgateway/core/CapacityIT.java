package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.Swarm;
import io.wsgateway.client.SwarmPlan;
import io.wsgateway.fuzz.InsideServlet;
import io.wsgateway.fuzz.LogWatch;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Thousands of connections on one node. */
@ArquillianTest
@RunAsClient
@EveryServer
class CapacityIT {
  private static final int CONNECTIONS = 5_000;

  /** What Weld makes for each field that it injects. */
  private static final String LOOKED_UP = "org.jboss.weld.injection.FieldInjectionPoint";

  private static final Duration LIMIT = Duration.ofSeconds(90);

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(Map.of()).addClasses(InsideServlet.class, LogWatch.class);
  }

  /** On Payara: looking it up takes as long as all the rest, and what was found is kept. */
  @Test
  void noConnection_hasTheContainerLookUpWhatIsInjected() {
    try (Swarm swarm =
        SwarmPlan.of(200, base.resolve("connection")).greeting(n -> "reg:looked:u" + n).open()) {
      swarm.awaitOpen(LIMIT);
      swarm.sendAll(n -> "?:");
      swarm.awaitEach(1, LIMIT);

      assertThat(alive("io.wsgateway.dialect.reg.RegEndpoint")).isGreaterThanOrEqualTo(200);
      long before = alive(LOOKED_UP);
      assertThat(before).as("what it has of that class").isPositive();
      try (Swarm more =
          SwarmPlan.of(200, base.resolve("connection")).greeting(n -> "reg:more:u" + n).open()) {
        more.awaitOpen(LIMIT);
        more.sendAll(n -> "?:");
        more.awaitEach(1, LIMIT);

        assertThat(alive(LOOKED_UP) - before).isLessThan(200);
      }
    }
  }

  /** How many objects of a class there are. */
  private long alive(String type) {
    return HttpCalls.to(base)
        .within(LIMIT)
        .get("/inside")
        .text()
        .lines()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(words -> words.length > 3 && words[3].equals(type))
        .mapToLong(words -> Long.parseLong(words[1]))
        .sum();
  }

  @Test
  void fiveThousandConnections_areReachedByOneTopicPush_noneLostNoneClosed() {
    HttpCalls http = HttpCalls.to(base).within(LIMIT);
    try (Swarm swarm =
        SwarmPlan.of(CONNECTIONS, base.resolve("connection"))
            .greeting(n -> "reg:crowd:u" + n)
            .open()) {
      swarm.awaitOpen(LIMIT);
      swarm.sendAll(n -> "in:crowd:u" + n + ":all");
      // A line that is answered tells that the lines before it were obeyed.
      swarm.sendAll(n -> "?:");
      swarm.awaitEach(1, LIMIT);
      swarm.restartCounting();
      swarm.expecting("to everybody");

      assertThat(http.get("/push/topic?app=crowd&topic=all&content=to+everybody").status())
          .isEqualTo(200);

      swarm.awaitEach(1, LIMIT);
      assertThat(swarm.report().allOpen()).isTrue();
      assertThat(swarm.report().isFaultless()).isTrue();
    }
  }
}
