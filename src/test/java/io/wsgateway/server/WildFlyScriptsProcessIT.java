package io.wsgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The scripts for WildFly. */
@Tries({
  "wildfly/wsgateway.cli",
  "wildfly/originals.cli",
  "wildfly/tls.cli",
  "wildfly/realm.cli",
  "wildfly/backends-only.cli"
})
class WildFlyScriptsProcessIT extends ServerScriptsContract {
  private static WildFlyServer server;

  @BeforeAll
  static void prepare() {
    server = new WildFlyServer(KEYS.files(), Map.of("WSGATEWAY_TLS_PASSWORD", TestKeys.PASSWORD));
    try {
      server.start();
      for (String script : List.of("wsgateway", "tls", "realm", "backends-only")) {
        server.run(script + ".cli");
        server.run(script + ".cli");
      }
      server.run("originals.cli");
      server.addUser("ann", "open-sesame", "speakers,members");
      server.cli("--file=" + server.written("wildfly-settings.cli", settings()));
      server.deploy();
      use(server);
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  /** As the end of wsgateway.cli has it. */
  private static String settings() {
    try {
      Path folder = Files.createDirectories(InstalledServer.FOLDER.resolve("wildfly-secrets"));
      Files.writeString(folder.resolve("gateway.key.backend.secret"), SECRET);
      return SETTINGS.entrySet().stream()
          .map(setting -> property(setting.getKey(), setting.getValue()))
          .collect(
              Collectors.joining(
                  "\n",
                  "",
                  "\n/subsystem=microprofile-config-smallrye/config-source=wsgateway:add(dir={path="
                      + folder
                      + "})\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String property(String key, String value) {
    return "/system-property=" + key + ":add(value=\"" + value + "\")";
  }

  @Test
  void whatIsForBackEnds_isOnTheirPortAlone() throws IOException {
    URI status = URI.create("https://127.0.0.1:" + server.port(8443) + "/api/v1/status");
    URI page = status.resolve("/");

    assertThat(TlsClient.get(KEYS.stranger(), status)).isEqualTo(404);
    assertThat(TlsClient.get(KEYS.stranger(), page)).isEqualTo(200);
  }
}
