package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.Swarm;
import io.wsgateway.client.SwarmPlan;
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
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(Map.of());
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
