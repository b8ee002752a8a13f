package io.wsgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.Swarm;
import io.wsgateway.client.SwarmPlan;
import io.wsgateway.server.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an operator reads in a server's log: what is configured, and little else. */
class LogProcessIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int WAVES = 4;
  private static final int CLIENTS_OF_A_WAVE = 2_500;
  private static final String SECRET = "a-secret-that-nobody-may-read";

  private static GatewayProcess gateway;
  private static Path file;

  @BeforeAll
  static void start() throws IOException {
    file = Files.createDirectories(Path.of("target/servers")).resolve("log.properties");
    file = file.toAbsolutePath();
    Files.writeString(
        file,
        String.join(
            "\n",
            "gateway.keys=backend",
            "gateway.key.backend.secret=" + SECRET,
            "gateway.key.backend.scope=read",
            "gateway.app.shop.secret=" + SECRET));
    gateway =
        GatewayProcess.start(
            "log",
            Map.of(
                "gateway.config.file",
                file.toString(),
                "gateway.lanes",
                "3",
                "gateway.lane",
                "4",
                "gateway.redis.uri",
                "redis://bob:" + SECRET + "@redis.example:6379"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void start_tellsWhatDiffersFromTheDefaults_andNoSecret() {
    assertThat(gateway.log())
        .contains("what differs from the defaults; file " + file)
        .containsPattern(" gateway\\.lanes=3   \\(.+\\)")
        .contains("  gateway.keys=backend   (" + file + ")")
        .contains("  gateway.key.backend.secret=(not shown)   (" + file + ")")
        .contains("  gateway.redis.uri=redis://(not shown)@redis.example:6379   (")
        .doesNotContain("  gateway.raw.")
        .contains("wsgateway is up as node ")
        .doesNotContain(SECRET);
  }

  @Test
  void unknownKeys_areNamedWithTheNearest() {
    assertThat(gateway.log())
        .contains(
            "There is no setting gateway.lane; it has no effect. Did you mean gateway.lanes?",
            "There is no setting gateway.key.backend.scope; it has no effect. Did you mean"
                + " gateway.key.backend.scopes?",
            "gateway.app.shop.secret has no effect: what it is about is not listed in"
                + " gateway.apps");
  }

  @Test
  void tenThousandClientsThatComeAndGo_areWorthLessThanALineASecond() {
    comeAndGo(100);
    int before = lines().size();
    long begin = System.nanoTime();

    for (int wave = 0; wave < WAVES; wave++) {
      comeAndGo(CLIENTS_OF_A_WAVE);
    }

    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    List<String> lines = lines();
    assertThat(lines.subList(before, lines.size())).hasSizeLessThanOrEqualTo((int) seconds);
  }

  private static List<String> lines() {
    return gateway.log().lines().toList();
  }

  /** All register, say something, right or wrong, and leave, every third without a word. */
  private static void comeAndGo(int clients) {
    try (Swarm swarm =
        SwarmPlan.of(clients, gateway.ws("/connection"))
            .dialling(200)
            .greeting(n -> "reg:storm:u" + n)
            .open()) {
      swarm.awaitOpen(PATIENCE);
      swarm.sendAll(n -> n % 2 == 0 ? "in:storm:u" + n + ":all" : "nonsense");
      swarm.sendAll(n -> "?:");
      swarm.await("all are answered", report -> report.least() >= 1, report -> false, PATIENCE);
      for (int n = 0; n < clients; n += 3) {
        swarm.drop(n);
      }
    }
    Eventually.await("all are gone", PATIENCE, () -> connections() == 0);
  }

  private static long connections() {
    String answer =
        HttpCalls.to(gateway.http("")).with("X-API-Key", SECRET).get("/api/v1/apps/storm").text();
    return Long.parseLong(answer.replaceFirst("(?s).*\"connections\": *(\\d+).*", "$1"));
  }
}
