package io.wsgateway.server;

import io.wsgateway.client.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** WildFly, run by its own script, in a folder of this test's own. */
final class WildFlyServer extends InstalledServer {
  private static final Path HOME = GatewayProcess.wildFlyHome().toAbsolutePath();
  private static final Path BASE = FOLDER.resolve("wildfly-installed");

  /** A machine under load takes its time to start JVMs. */
  private static final int LIMIT_SECONDS = 180;

  private final Map<String, String> environment = new HashMap<>();
  private @Nullable ChildProcess process;
  private @Nullable Process watcher;

  /** Not started yet; with these files in its configuration and this in its environment. */
  WildFlyServer(List<Path> files, Map<String, String> environment) {
    super(new ScriptPorts(8080, 8443, 9990, 9457, 5000, 6000, 9003, 8090, 9443));
    this.environment.putAll(environment);
    this.environment.put("JAVA_HOME", System.getProperty("java.home"));
    this.environment.put("JBOSS_PIDFILE", BASE.resolve("pid").toString());
    // It then passes signals on, as in the unit of server-config/systemd.
    this.environment.put("LAUNCH_JBOSS_IN_BACKGROUND", "1");
    try {
      Path configuration = Files.createDirectories(BASE.resolve("configuration"));
      try (Stream<Path> originals = Files.list(HOME.resolve("standalone/configuration"))) {
        for (Path file : Stream.concat(originals, files.stream()).toList()) {
          if (Files.isRegularFile(file)) {
            Files.write(configuration.resolve(file.getFileName()), Files.readAllBytes(file));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  void start() {
    Path pid = BASE.resolve("pid");
    try {
      Files.deleteIfExists(pid);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process =
        ChildProcess.start(
            FOLDER.resolve("wildfly-installed.log"),
            List.of(
                HOME.resolve("bin/standalone.sh").toString(),
                "-Djboss.server.base.dir=" + BASE,
                "-Djboss.http.port=" + port(8080),
                "-Djboss.https.port=" + port(8443),
                "-Djboss.management.http.port=" + port(9990),
                "-Dwsgateway.backends.port=" + port(9443)),
            environment);
    Eventually.await("it has a number", () -> pid() > 0);
    watcher = ChildProcess.watch(pid());
    Eventually.await(
        "WildFly has started",
        Duration.ofSeconds(LIMIT_SECONDS),
        () -> process.log().contains("WFLYSRV0025"));
  }

  @Override
  String run(String script) {
    return cli("--file=" + script("wildfly/" + script));
  }

  @Override
  void deploy() {
    cli("deploy " + GatewayWar.FILE.toAbsolutePath());
  }

  @Override
  void undeploy() {
    cli("undeploy wsgateway.war");
  }

  @Override
  void stop() {
    process.stop();
    unwatch();
  }

  @Override
  String log() {
    return process == null ? "" : process.log();
  }

  /** Makes a user of applications known, as {@code realm.cli} says. */
  void addUser(String name, String password, String groups) {
    ChildProcess.run(
        FOLDER.resolve("wildfly-add-user.log"),
        List.of(
            HOME.resolve("bin/add-user.sh").toString(),
            "-a",
            "-u",
            name,
            "-p",
            password,
            "-g",
            groups,
            "-s",
            "-sc",
            BASE.resolve("configuration").toString()),
        environment,
        LIMIT_SECONDS);
  }

  /** Runs WildFly's command line with this argument, and returns what it printed. */
  String cli(String argument) {
    return ChildProcess.run(
        FOLDER.resolve("wildfly-cli.log"),
        List.of(
            HOME.resolve("bin/jboss-cli.sh").toString(),
            "--connect",
            "--controller=localhost:" + port(9990),
            argument),
        environment,
        LIMIT_SECONDS);
  }

  /** The server's number, which is not that of its script; 0 before it has one. */
  private static long pid() {
    Path file = BASE.resolve("pid");
    String text = Files.exists(file) ? read(file).strip() : "";
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  private void unwatch() {
    if (watcher != null) {
      watcher.destroyForcibly();
      watcher = null;
    }
  }

  @Override
  public void close() {
    if (watcher != null) {
      ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
      unwatch();
    }
    if (process != null) {
      process.kill();
    }
  }
}
