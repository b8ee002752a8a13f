package io.wsgateway.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The packaged WAR in a server process of its own: Payara Micro, or WildFly where the build tests
 * WildFly. Settings are system properties of that process. Its log is {@code
 * target/servers/NAME.log}.
 */
public final class GatewayProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(150);
  private static final Path FOLDER = Path.of("target/servers");
  private static final Path PREBOOT = Path.of("src/run/preboot.txt");

  /** What the servers print when the WAR does not deploy; they stay up all the same. */
  private static final Pattern FAILED =
      Pattern.compile("Exception while loading the app|WFLYCTL0013|WFLYSRV0026");

  /** A short life: what starts fast matters more than what runs fast. */
  private static final List<String> SHORT_LIFE =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final URI base;
  private final ChildProcess process;

  private GatewayProcess(URI base, ChildProcess process) {
    this.base = base;
    this.process = process;
  }

  /**
   * Returns when the gateway answers requests.
   *
   * @throws IllegalStateException with the server's log, if it does not come to that
   */
  public static GatewayProcess start(String name, Map<String, String> settings) {
    return startAt(name, Ports.free(), settings);
  }

  /**
   * The same at this port, where another may have been before.
   *
   * @throws IllegalStateException with the server's log, if it does not come to that
   */
  public static GatewayProcess startAt(String name, int port, Map<String, String> settings) {
    return startWithListener(name, port, OptionalInt.empty(), settings);
  }

  /**
   * The same with a second listener on loopback, at this port.
   *
   * @throws IllegalStateException with the server's log, if it does not come to that
   */
  public static GatewayProcess startWithListener(
      String name, int port, Map<String, String> settings) {
    return startWithListener(name, Ports.free(), OptionalInt.of(port), settings);
  }

  /**
   * Payara Micro with these flags for its JVM, instead of those that make it start fast.
   *
   * @throws IllegalStateException with the server's log, if it does not come to that
   */
  public static GatewayProcess startWithFlags(
      String name, List<String> flags, Map<String, String> settings) {
    return startWithFlags(name, flags, GatewayWar.FILE, "", settings);
  }

  /**
   * WildFly, where the build has it, with these flags for its JVM and the packaged WAR.
   *
   * @throws IllegalStateException with the server's log, if it does not come to that
   */
  public static GatewayProcess startWildFlyWithFlags(
      String name, List<String> flags, Map<String, String> settings) {
    return startWildFlyWithFlags(name, flags, GatewayWar.FILE, "", settings);
  }

  /** The same with another WAR, which answers {@code /serverList} when it is there. */
  public static GatewayProcess startWildFlyWithFlags(
      String name, List<String> flags, Path war, String contextRoot, Map<String, String> settings) {
    Path base = wildFlyBase(wildFlyHome(), name, List.of(war), OptionalInt.empty());
    int port = Ports.free();
    List<String> command = wildFly(java(flags, settings), base, port, Ports.free(), Ports.free());
    return launch(name, port, contextRoot, command, Map.of());
  }

  /** Payara Micro with these flags and another WAR, which answers {@code /serverList}. */
  public static GatewayProcess startWithFlags(
      String name, List<String> flags, Path war, String contextRoot, Map<String, String> settings) {
    return startMicro(
        name, Ports.free(), List.of(war), contextRoot, OptionalInt.empty(), java(flags, settings));
  }

  /**
   * A server to be measured, with these flags for its JVM and with more WARs beside the gateway's,
   * named as their files.
   *
   * @param kind {@code micro} or {@code wildfly}
   */
  public static GatewayProcess startForBench(
      String kind, String name, List<String> flags, List<Path> more, Map<String, String> settings) {
    if (kind.equals("micro")) {
      return startMicro(
          name, Ports.free(), withGateway(more), "", OptionalInt.empty(), java(flags, settings));
    }
    int port = Ports.free();
    Path base = wildFlyBase(wildFlyHome(), name, withGateway(more), OptionalInt.empty());
    List<String> command = wildFly(java(flags, settings), base, port, Ports.free(), Ports.free());
    return launch(name, port, "", command, Map.of());
  }

  private static GatewayProcess startWithListener(
      String name, int port, OptionalInt listener, Map<String, String> settings) {
    if (System.getProperty("arquillian.launch", "").equals("wildfly")) {
      return startWildFly(name, port, List.of(GatewayWar.FILE), listener, settings);
    }
    return startMicro(name, port, List.of(GatewayWar.FILE), "", listener, settings);
  }

  /** Payara Micro at this port, with the packaged WAR and further ones, named as their files. */
  static GatewayProcess startMicro(
      String name, int port, List<Path> more, Map<String, String> settings) {
    return startMicro(name, port, withGateway(more), "", OptionalInt.empty(), settings);
  }

  /** The same on WildFly, where the build has it. */
  static GatewayProcess startWildFly(
      String name, int port, List<Path> more, Map<String, String> settings) {
    return startWildFly(name, port, withGateway(more), OptionalInt.empty(), settings);
  }

  private static List<Path> withGateway(List<Path> more) {
    return Stream.concat(Stream.of(GatewayWar.FILE), more.stream()).toList();
  }

  /** Payara Micro with this WAR, whose descriptors or file name say the context root. */
  public static GatewayProcess startMicro(
      String name, Path war, String contextRoot, Map<String, String> settings) {
    return startMicro(name, Ports.free(), List.of(war), contextRoot, OptionalInt.empty(), settings);
  }

  private static GatewayProcess startMicro(
      String name,
      int port,
      List<Path> wars,
      String contextRoot,
      OptionalInt listener,
      Map<String, String> settings) {
    return startMicro(name, port, wars, contextRoot, listener, java(SHORT_LIFE, settings));
  }

  private static GatewayProcess startMicro(
      String name,
      int port,
      List<Path> wars,
      String contextRoot,
      OptionalInt listener,
      List<String> command) {
    command.addAll(List.of("-jar", "target/payara-micro.jar"));
    command.addAll(List.of("--port", String.valueOf(port)));
    wars.forEach(war -> command.addAll(List.of("--deploy", war.toString())));
    Path preboot = SecondListener.preboot(PREBOOT, FOLDER.resolve(name + "-preboot"), listener);
    return startMicro(name, port, contextRoot, preboot, command, Map.of());
  }

  private static GatewayProcess startMicro(
      String name,
      int port,
      String contextRoot,
      Path preboot,
      List<String> command,
      Map<String, String> environment) {
    command.addAll(List.of("--prebootcommandfile", preboot.toString()));
    command.addAll(List.of("--logproperties", "src/run/logging.properties"));
    command.addAll(List.of("--nohazelcast", "--disablephonehome"));
    return launch(name, port, contextRoot, command, environment);
  }

  /** Payara Micro that begins with these commands, and with more in its environment. */
  static GatewayProcess startMicroWith(
      String name, String commands, Map<String, String> environment, Map<String, String> settings) {
    return startMicroWith(name, commands, "", environment, settings);
  }

  /** The same, with commands of asadmin for when the server is up and the WAR not yet deployed. */
  static GatewayProcess startMicroWith(
      String name,
      String commands,
      String later,
      Map<String, String> environment,
      Map<String, String> settings) {
    int port = Ports.free();
    Path postboot = FOLDER.resolve(name + "-postboot");
    Path preboot = FOLDER.resolve(name + "-preboot");
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(preboot, Files.readString(PREBOOT) + "\n" + commands);
      Files.writeString(postboot, later);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = java(SHORT_LIFE, settings);
    command.addAll(List.of("-jar", "target/payara-micro.jar"));
    command.addAll(List.of("--port", String.valueOf(port)));
    command.addAll(List.of("--postbootcommandfile", postboot.toString()));
    command.addAll(List.of("--deploy", GatewayWar.FILE.toString()));
    return startMicro(name, port, "", preboot, command, environment);
  }

  /**
   * WildFly with the packaged WAR, more files in its configuration, and more in its environment.
   */
  static GatewayProcess startWildFlyWith(
      String name,
      int httpsPort,
      int managementPort,
      List<Path> files,
      Map<String, String> environment,
      Map<String, String> settings) {
    int port = Ports.free();
    Path base = wildFlyBase(wildFlyHome(), name, List.of(GatewayWar.FILE), OptionalInt.empty());
    try {
      for (Path file : files) {
        copy(file, base.resolve("configuration").resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command =
        wildFly(java(SHORT_LIFE, settings), base, port, httpsPort, managementPort);
    return launch(name, port, "", command, environment);
  }

  static Path wildFlyHome() {
    return Path.of(System.getProperty("test.wildfly.home"));
  }

  private static GatewayProcess startWildFly(
      String name, int port, List<Path> wars, OptionalInt listener, Map<String, String> settings) {
    Path base = wildFlyBase(wildFlyHome(), name, wars, listener);
    return launch(
        name,
        port,
        "",
        wildFly(java(SHORT_LIFE, settings), base, port, Ports.free(), Ports.free()),
        Map.of());
  }

  private static List<String> wildFly(
      List<String> command, Path base, int port, int httpsPort, int managementPort) {
    Path home = wildFlyHome();
    // Of bin/common.sh: what WildFly needs of the JDK.
    for (String open :
        List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.security",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.management/javax.management",
            "java.naming/javax.naming")) {
      command.add("--add-opens=" + open + "=ALL-UNNAMED");
    }
    command.add("--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED");
    command.add("-Djboss.home.dir=" + home);
    command.add("-Djboss.server.base.dir=" + base.toAbsolutePath());
    command.add("-Djboss.http.port=" + port);
    command.add("-Djboss.https.port=" + httpsPort);
    command.add("-Djboss.management.http.port=" + managementPort);
    command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString()));
    command.addAll(List.of("-mp", home.resolve("modules").toString(), "org.jboss.as.standalone"));
    return command;
  }

  /** WildFly's configuration, and the WARs to deploy at the start, in a folder for one process. */
  private static Path wildFlyBase(Path home, String name, List<Path> wars, OptionalInt listener) {
    Path base = FOLDER.resolve(name + "-base");
    try {
      Path configuration = Files.createDirectories(base.resolve("configuration"));
      try (Stream<Path> files = Files.list(home.resolve("standalone/configuration"))) {
        for (Path file : files.toList()) {
          copy(file, configuration.resolve(file.getFileName()));
        }
      }
      Path settings = configuration.resolve("standalone.xml");
      SecondListener.addTo(settings, listener);
      keepQuietSockets(settings);
      Path deployments = Files.createDirectories(base.resolve("deployments"));
      for (Path war : wars) {
        copy(war, deployments.resolve(war.getFileName()));
      }
      return base;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code server-config/wildfly} does it: else clients that only listen are cut off. */
  private static void keepQuietSockets(Path settings) throws IOException {
    String listener = "<http-listener name=\"default\"";
    String xml = Files.readString(settings);
    if (!xml.contains(listener)) {
      throw new IllegalStateException(settings + " has no " + listener);
    }
    Files.writeString(
        settings, xml.replace(listener, listener + " read-timeout=\"0\" write-timeout=\"0\""));
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.isRegularFile(from)) {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<String> java(List<String> flags, Map<String, String> settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(flags);
    // Payara Micro unpacks itself there, and a killed one leaves it behind.
    command.add("-Djava.io.tmpdir=" + temporaryFolder().toAbsolutePath());
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    return command;
  }

  private static Path temporaryFolder() {
    try {
      return Files.createDirectories(FOLDER.resolve("tmp"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GatewayProcess launch(
      String name,
      int port,
      String contextRoot,
      List<String> command,
      Map<String, String> environment) {
    URI base = URI.create("http://127.0.0.1:" + port + contextRoot);
    ChildProcess process = ChildProcess.start(FOLDER.resolve(name + ".log"), command, environment);
    GatewayProcess gateway = new GatewayProcess(base, process);
    try {
      gateway.awaitReady(name);
      return gateway;
    } catch (RuntimeException e) {
      process.kill();
      throw e;
    }
  }

  /** An address for HTTP; the path begins with a slash. */
  public URI http(String path) {
    return URI.create(base + path);
  }

  /** An address for a WebSocket; the path begins with a slash. */
  public URI ws(String path) {
    return URI.create(base.toString().replaceFirst("http", "ws") + path);
  }

  /** The number of the process. */
  public long pid() {
    return process.pid();
  }

  /** What the server has printed so far. */
  public String log() {
    return process.log();
  }

  /** SIGTERM: the WAR is undeployed in order. */
  public void stop() {
    process.stop();
  }

  /** SIGKILL: no chance to say goodbye to clients, other nodes or Redis. */
  public void kill() {
    process.kill();
  }

  /** Connections stay open, and nothing is answered, until {@link #thaw}. */
  public void freeze() {
    process.freeze();
  }

  public void thaw() {
    process.thaw();
  }

  @Override
  public void close() {
    process.kill();
  }

  /** Asks the application, because the port opens before that is deployed. */
  private void awaitReady(String name) {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(http("/serverList")).timeout(Duration.ofSeconds(10)).build();
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    String answer = "";
    while (System.nanoTime() < deadline && process.isAlive()) {
      answer = answer(client, request);
      if (answer.startsWith("200")) {
        return;
      }
      if (FAILED.matcher(log()).find()) {
        break;
      }
      pause();
    }
    throw new IllegalStateException(
        "The gateway " + name + " does not start: " + answer + "\n" + log());
  }

  private static String answer(HttpClient client, HttpRequest request) {
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException notYet) {
      return notYet.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
