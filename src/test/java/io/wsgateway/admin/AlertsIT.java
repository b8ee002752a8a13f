package io.wsgateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.server.Tries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Prometheus' own tool takes the alerts, makes each fire, and takes the configuration. A machine
 * without it skips this, unless it is a CI machine.
 */
@EnabledIf("isInstalled")
@Tries({"prometheus/alerts.yml", "prometheus/alerts.test.yml", "prometheus/prometheus.yml"})
class AlertsIT {
  private static final Path TOOL = Path.of("/usr/bin/promtool");

  static boolean isInstalled() {
    return Files.isExecutable(TOOL) || System.getenv("CI") != null;
  }

  @ParameterizedTest
  @CsvSource({
    "check, rules, alerts.yml",
    "check, config, prometheus.yml",
    "test, rules, alerts.test.yml"
  })
  void promtool_isContent(String what, String kind, String file)
      throws IOException, InterruptedException {
    Process tool =
        new ProcessBuilder(List.of(TOOL.toString(), what, kind, file))
            .directory(Path.of("server-config/prometheus").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(tool.getInputStream().readAllBytes(), UTF_8);

    assertThat(tool.waitFor()).as(said).isZero();
    assertThat(said).contains("SUCCESS").doesNotContain("FAILED");
  }
}
