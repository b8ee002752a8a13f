package io.wsgateway.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A gateway with HTTPS for clients and mutual TLS for back ends, as the project's own scripts set
 * them up: Payara Micro, or WildFly where the build tests WildFly.
 */
final class TlsGateway implements AutoCloseable {
  private static final Path SCRIPTS = Path.of("server-config").toAbsolutePath();

  /** What ends each script for WildFly; one reload is enough for all. */
  private static final String RELOAD = "if \\(result != running\\)[^\n]*\\s*reload\\s*end-if";

  private final int clients;
  private final int backEnds;
  private final GatewayProcess process;

  private TlsGateway(int clients, int backEnds, GatewayProcess process) {
    this.clients = clients;
    this.backEnds = backEnds;
    this.process = process;
  }

  static boolean onWildFly() {
    return System.getProperty("arquillian.launch", "").equals("wildfly");
  }

  /** Returns when both ports listen. */
  static TlsGateway start(String name, TestKeys keys, Map<String, String> settings) {
    int clients = Ports.free();
    int backEnds = Ports.free();
    GatewayProcess process =
        onWildFly()
            ? wildFly(name, clients, backEnds, keys, settings)
            : micro(name, clients, backEnds, keys, settings);
    for (int port : List.of(clients, backEnds)) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 2000);
      } catch (IOException e) {
        process.close();
        throw new UncheckedIOException("Nothing listens at " + port + "\n" + process.log(), e);
      }
    }
    return new TlsGateway(clients, backEnds, process);
  }

  private static GatewayProcess micro(
      String name, int clients, int backEnds, TestKeys keys, Map<String, String> settings) {
    Path folder = keys.files().get(0).getParent().toAbsolutePath();
    String script =
        script("payara/tls.asadmin")
            .replace("--listenerport 8443", "--address 127.0.0.1 --listenerport " + clients)
            .replace("--listenerport 9443", "--address 127.0.0.1 --listenerport " + backEnds);
    return GatewayProcess.startMicroWith(
        name,
        script("payara/wsgateway-micro.asadmin") + script,
        Map.of(
            "WSGATEWAY_TLS_FOLDER", folder.toString(), "WSGATEWAY_TLS_PASSWORD", TestKeys.PASSWORD),
        settings);
  }

  /** On WildFly, other ports can be kept from what is for back ends, and are. */
  private static GatewayProcess wildFly(
      String name, int clients, int backEnds, TestKeys keys, Map<String, String> settings) {
    int management = Ports.free();
    Map<String, String> more = new HashMap<>(settings);
    more.put("wsgateway.backends.port", String.valueOf(backEnds));
    GatewayProcess process =
        GatewayProcess.startWildFlyWith(
            name,
            clients,
            management,
            keys.files(),
            Map.of("WSGATEWAY_TLS_PASSWORD", TestKeys.PASSWORD),
            more);
    try {
      String all =
          Stream.of("wsgateway", "tls", "backends-only")
              .map(script -> script("wildfly/" + script + ".cli"))
              .map(text -> text.replaceFirst(RELOAD, ""))
              .collect(Collectors.joining());
      run(name, management, "all", all + "\nreload\n");
      // Again, as an operator may.
      run(name, management, "tls", script("wildfly/tls.cli"));
      return process;
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /** Runs a script of WildFly's. */
  static void run(String name, int management, String script, String text) {
    Path home = GatewayProcess.wildFlyHome();
    Path file = Path.of("target/servers", name + "-" + script + ".cli");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString()));
    command.addAll(List.of("-mp", home.resolve("modules").toString(), "org.jboss.as.cli"));
    command.addAll(List.of("--connect", "--controller=127.0.0.1:" + management));
    command.add("--file=" + file);
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ChildProcess cli =
        ChildProcess.start(
            Path.of("target/servers", name + "-" + script + ".log"),
            command,
            Map.of("JBOSS_HOME", home.toString()));
    if (!cli.awaitSuccess(60)) {
      throw new IllegalStateException(script + " failed:\n" + cli.log());
    }
  }

  private static String script(String path) {
    try {
      return Files.readString(SCRIPTS.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An address for clients; the path begins with a slash. */
  URI forClients(String path) {
    return URI.create("https://127.0.0.1:" + clients + path);
  }

  /** An address for back ends; the path begins with a slash. */
  URI forBackEnds(String path) {
    return URI.create("https://127.0.0.1:" + backEnds + path);
  }

  /** All ports of TLS. */
  List<Integer> ports() {
    return List.of(clients, backEnds);
  }

  /** The number of the server's process. */
  long pid() {
    return process.pid();
  }

  /** What the server has printed so far. */
  String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }
}
