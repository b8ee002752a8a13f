package io.wsgateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units for systemd. {@code systemd-analyze} looks at them where it is, and in CI. */
@Tries({"systemd/wsgateway-payara.service", "systemd/wsgateway-wildfly.service"})
class SystemdUnitsTest {
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"payara", "wildfly"})
  void unit_isOneForSystemd(String server) throws IOException {
    assumeTrue(Files.exists(ANALYZE) || System.getenv("CI") != null, "no systemd-analyze here");
    // The servers are not where an administrator has them.
    String unit = read(server).replaceAll("(Exec(?:Start|Stop)=)\\S+", "$1/bin/true");
    Path file = Files.writeString(folder.resolve("wsgateway-" + server + ".service"), unit);

    String complaints =
        ChildProcess.run(
            folder.resolve("log"),
            List.of(ANALYZE.toString(), "verify", "--man=no", file.toString()),
            Map.of(),
            30);

    assertThat(complaints.lines().filter(line -> line.contains("wsgateway-" + server))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"payara", "wildfly"})
  void unit_leavesTimeToSendClientsAway_andRoomForThem(String server) throws IOException {
    String unit = read(server);

    assertThat(number(unit, "TimeoutStopSec"))
        .isGreaterThanOrEqualTo(2 * defaultDeadline())
        .isLessThanOrEqualTo(90);
    assertThat(number(unit, "LimitNOFILE")).isGreaterThanOrEqualTo(65_536);
    assertThat(unit).contains("\nEnvironmentFile=-/etc/wsgateway/environment\n");
  }

  private static long defaultDeadline() throws IOException {
    String defaults =
        Files.readString(Path.of("src/main/resources/META-INF/microprofile-config.properties"));
    return Long.parseLong(
        defaults.replaceFirst("(?s).*\ngateway\\.stop\\.deadline=(\\d+)s\n.*", "$1"));
  }

  private static long number(String unit, String key) {
    return Long.parseLong(unit.replaceFirst("(?s).*\n" + key + "=(\\d+)\n.*", "$1"));
  }

  private static String read(String server) throws IOException {
    return Files.readString(Path.of("server-config/systemd/wsgateway-" + server + ".service"));
  }
}
