package io.wsgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;

/** The scripts for Payara, on Payara Server. */
@Tries({
  "payara/wsgateway.asadmin",
  "payara/originals.asadmin",
  "payara/tls.asadmin",
  "payara/realm.asadmin"
})
class PayaraScriptsProcessIT extends ServerScriptsContract {
  @BeforeAll
  static void prepare() {
    Path folder = KEYS.files().get(0).getParent().toAbsolutePath();
    PayaraServer server =
        new PayaraServer(
            Map.of(
                "WSGATEWAY_TLS_FOLDER",
                folder.toString(),
                "WSGATEWAY_TLS_PASSWORD",
                TestKeys.PASSWORD));
    try {
      server.start();
      for (String script : List.of("wsgateway", "originals", "tls", "realm")) {
        assertThat(failures(server.run(script + ".asadmin"))).as(script).isEmpty();
        assertThat(failures(server.run(script + ".asadmin")))
            .as(script + ", again")
            .allMatch(line -> line.contains("already"));
      }
      Path passwords =
          server.written(
              "payara-passwords",
              "AS_ADMIN_USERPASSWORD=open-sesame\nAS_ADMIN_ALIASPASSWORD=" + SECRET + "\n");
      server.asadmin(
          "--passwordfile",
          passwords.toString(),
          "create-file-user",
          "--groups",
          "speakers:members",
          "ann");
      server.asadmin(
          "--passwordfile",
          passwords.toString(),
          "create-password-alias",
          "gateway.key.backend.secret");
      server.asadmin(
          "create-system-properties",
          SETTINGS.entrySet().stream()
              .map(setting -> setting.getKey() + "=" + setting.getValue())
              .collect(Collectors.joining(":")));
      server.deploy();
      use(server);
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  private static List<String> failures(String output) {
    return output.lines().filter(line -> line.contains("remote failure")).toList();
  }
}
