package io.wsgateway.bench;

import io.wsgateway.bench.floor.Floor;
import io.wsgateway.client.Eventually;
import io.wsgateway.server.GatewayProcess;
import io.wsgateway.server.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Starts what is measured. */
final class Subjects {
  /** Else as somebody would run it who has read nothing. */
  private static final List<String> FLAGS = List.of("-Xmx2g");

  private static final int FLOOR_MEGABYTES = 128;

  /** How the reg dialect is spoken. */
  private static final Map<String, String> REG =
      Map.of(
          "path", "/connection",
          "greeting", "reg:bench:u{n}",
          "join", "in:bench:u{n}:t{d}",
          "push", "/push/topic?app=bench&topic=t{d}&content={stamp}");

  private Subjects() {}

  /** Where a gateway runs. */
  enum Server {
    PAYARA("Payara"),
    WILDFLY("WildFly");

    private final String words;

    Server(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    /** All, or the one that {@code -Dbench.server} names. */
    static List<Server> wanted() {
      String only = System.getProperty("bench.server", "");
      if (only.isEmpty()) {
        return List.of(values());
      }
      return List.of(valueOf(only.toUpperCase(Locale.ROOT)));
    }
  }

  static Subject floor() {
    int port = Ports.free();
    LineProcess process =
        LineProcess.java("floor", FLOOR_MEGABYTES, Floor.class, List.of(String.valueOf(port)));
    return new Subject("floor", process.pid(), with(REG, port), true, process);
  }

  /** A program that does the same, for which a port is all that it wants to know. */
  static Subject otherFloor(Path program) {
    int port = Ports.free();
    try {
      Process process =
          new ProcessBuilder(program.toAbsolutePath().toString(), String.valueOf(port))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Eventually.await(program + " listens at " + port, () -> Ports.isOpen(port));
      return new Subject(
          String.valueOf(program.getFileName()),
          process.pid(),
          with(REG, port),
          false,
          process::destroyForcibly);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The gateway.
   *
   * @param transport as {@code gateway.transport} has it
   */
  static Subject gateway(Server server, String transport) {
    return gateway(server, transport, Map.of());
  }

  /** The same with more settings. */
  static Subject gateway(Server server, String transport, Map<String, String> settings) {
    String name = server.words() + ", " + transport;
    Map<String, String> all = new HashMap<>(settings);
    all.put("gateway.transport", transport);
    // All clients come at once, and from one address.
    all.put("gateway.limit.handshakes", "0");
    all.put("gateway.limit.handshakes-per-address", "0");
    String file = "bench-" + server.words() + "-" + transport;
    GatewayProcess process =
        switch (server) {
          case PAYARA -> GatewayProcess.startWithFlags(file, FLAGS, all);
          case WILDFLY -> GatewayProcess.startWildFlyWithFlags(file, FLAGS, all);
        };
    return new Subject(name, process.pid(), with(REG, process.http("").getPort()), true, process);
  }

  /** A container with nothing but an endpoint that does nothing. */
  static Subject bare(Server server) {
    String file = "bench-bare-" + server.words();
    GatewayProcess process =
        switch (server) {
          case PAYARA ->
              GatewayProcess.startWithFlags(file, FLAGS, BareWar.file(), BareWar.ROOT, Map.of());
          case WILDFLY ->
              GatewayProcess.startWildFlyWithFlags(
                  file, FLAGS, BareWar.file(), BareWar.ROOT, Map.of());
        };
    Map<String, String> words =
        Map.of("path", BareWar.ROOT + BareWar.PATH, "greeting", "hello {n}");
    return new Subject(
        server.words() + ", empty endpoint",
        process.pid(),
        with(words, process.http("").getPort()),
        true,
        process);
  }

  /** Node's {@code ws}. */
  static Subject ws() {
    return peer("ws", "ws.js", REG);
  }

  static Subject socketIo() {
    return peer(
        "Socket.IO",
        "socketio.js",
        Map.of(
            "path", "/socket.io/?EIO=4&transport=websocket&topic=t{d}&user=u{n}",
            "greeting", "40",
            "push", "/push/topic?topic=t{d}&content={stamp}",
            "envelope", "42[\"m\",\"|\"]",
            "ping", "2",
            "pong", "3"));
  }

  private static Subject peer(String name, String script, Map<String, String> words) {
    int port = Ports.free();
    LineProcess process =
        LineProcess.start(script, Peers.folder(), List.of("node", script, String.valueOf(port)));
    return new Subject(name, process.pid(), with(words, port), false, process);
  }

  private static Map<String, String> with(Map<String, String> words, int port) {
    Map<String, String> all = new HashMap<>(words);
    all.put("port", String.valueOf(port));
    return all;
  }
}
