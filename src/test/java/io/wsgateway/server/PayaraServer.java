package io.wsgateway.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Payara Server with a domain of this test's own, made of the distribution's. */
final class PayaraServer extends InstalledServer {
  private static final Path HOME = Path.of("target/payara6").toAbsolutePath();
  private static final Path DOMAINS = FOLDER.resolve("payara-domains");
  private static final Path DOMAIN = DOMAINS.resolve("domain1");

  /** A machine under load takes its time to start JVMs. */
  private static final int LIMIT_SECONDS = 180;

  private final Map<String, String> environment = new HashMap<>();
  private @Nullable Process watcher;
  private long pid;

  /** Not started yet; with this in its environment. */
  PayaraServer(Map<String, String> environment) {
    super(
        new ScriptPorts(
            8080, 8181, 4848, 7676, 3700, 3820, 3920, 8686, 9009, 6666, 5900, 4900, 9457, 5000,
            6000, 9003, 8090, 8443, 9443));
    this.environment.putAll(environment);
    this.environment.put("AS_JAVA", System.getProperty("java.home"));
    copy(HOME.resolve("glassfish/domains/domain1"), DOMAIN);
    Path configuration = DOMAIN.resolve("config/domain.xml");
    try {
      Files.writeString(configuration, inDomain(read(configuration)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its own ports, where it does not say at which port another server is. */
  private String inDomain(String xml) {
    return read(written("payara-domain.xml", xml));
  }

  @Override
  void start() {
    asadmin("start-domain", "--domaindir", DOMAINS.toString(), "domain1");
    pid = Long.parseLong(read(DOMAIN.resolve("config/pid")).strip());
    watcher = ChildProcess.watch(pid);
  }

  @Override
  String run(String script) {
    // What is there already is an error to asadmin, and to be left as it is.
    ChildProcess process = started("multimode", "--file", script("payara/" + script).toString());
    process.awaitSuccess(LIMIT_SECONDS);
    return process.log();
  }

  @Override
  void deploy() {
    asadmin("deploy", GatewayWar.FILE.toString());
  }

  @Override
  void undeploy() {
    asadmin("undeploy", "wsgateway");
  }

  @Override
  void stop() {
    asadmin("stop-domain", "--domaindir", DOMAINS.toString(), "domain1");
    unwatch();
  }

  @Override
  String log() {
    return read(DOMAIN.resolve("logs/server.log"));
  }

  /** Runs a command of Payara's and returns what it printed. */
  String asadmin(String... arguments) {
    return ChildProcess.run(logOf(arguments[0]), command(arguments), environment, LIMIT_SECONDS);
  }

  private ChildProcess started(String... arguments) {
    return ChildProcess.start(logOf(arguments[0]), command(arguments), environment);
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(HOME.resolve("bin/asadmin").toString());
    command.add("--port=" + port(4848));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Path logOf(String command) {
    return FOLDER.resolve("payara-" + command + ".log");
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
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      unwatch();
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
