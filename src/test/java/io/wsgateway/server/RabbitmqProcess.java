package io.wsgateway.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * RabbitMQ as Debian packages it, on loopback, with a node name, folders and an epmd of its own, so
 * that it meets no other. Its port, and what is durable, stay over restarts.
 *
 * <p>A test whose deployment needs its address holds it in a static field, which is there before
 * Arquillian deploys; a {@code @BeforeAll} method would come too late.
 */
public final class RabbitmqProcess implements AutoCloseable {
  private static final Path PROGRAMS = Path.of("/usr/lib/rabbitmq/bin");
  private static final int START_SECONDS = 90;

  private final int port = Ports.free();
  private final int epmdPort = Ports.free();
  private final String node = "wsgateway" + port + "@localhost";
  private final Path folder = Path.of("target/servers/rabbitmq-" + port).toAbsolutePath();
  private final Map<String, String> environment;
  private final ChildProcess epmd;
  private ChildProcess process;

  private RabbitmqProcess() {
    if (!Files.isExecutable(PROGRAMS.resolve("rabbitmq-server"))) {
      throw new IllegalStateException(
          "There is no RabbitMQ in " + PROGRAMS + ": apt-get install rabbitmq-server");
    }
    environment = environment();
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("rabbitmq-env.conf"), "");
      Files.writeString(folder.resolve("enabled_plugins"), "[].");
      Files.writeString(folder.resolve("rabbitmq.conf"), configuration());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Here, because RabbitMQ would start one that outlives it.
    epmd =
        ChildProcess.start(
            folder.resolve("epmd.log"),
            List.of("epmd", "-port", String.valueOf(epmdPort), "-address", "127.0.0.1"),
            environment);
  }

  public static RabbitmqProcess start() {
    RabbitmqProcess rabbitmq = new RabbitmqProcess();
    rabbitmq.launch();
    return rabbitmq;
  }

  public int port() {
    return port;
  }

  /** What a client needs to connect, the password included. */
  public URI uri() {
    return URI.create("amqp://guest:guest@127.0.0.1:" + port);
  }

  /** SIGTERM: tells its clients that it goes. */
  public void stop() {
    process.stop();
  }

  /** SIGKILL. */
  public void kill() {
    process.kill();
  }

  /** Connections stay open, and nothing is answered. */
  public void freeze() {
    process.freeze();
  }

  public void thaw() {
    process.thaw();
  }

  /** Starts it again after {@link #stop} or {@link #kill}; only the durable is still there. */
  public void restart() {
    launch();
  }

  /** Has it believe that memory is short: it no longer reads from who publishes. */
  public void raiseMemoryAlarm() {
    control("set_vm_memory_high_watermark", "0.000001");
  }

  public void clearMemoryAlarm() {
    control("set_vm_memory_high_watermark", "0.8");
  }

  /** Runs {@code rabbitmqctl}, which takes about two seconds, and gives what it prints. */
  public String control(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(PROGRAMS.resolve("rabbitmqctl").toString(), "-q", "-n", node));
    command.addAll(List.of(arguments));
    Path log = folder.resolve("control.log");
    ChildProcess control = ChildProcess.start(log, command, environment);
    if (!control.awaitSuccess(60)) {
      throw new IllegalStateException(command + " fails:\n" + control.log());
    }
    return control.log();
  }

  @Override
  public void close() {
    process.kill();
    epmd.kill();
  }

  private void launch() {
    process =
        ChildProcess.start(
            folder.resolve("server.log"),
            List.of(PROGRAMS.resolve("rabbitmq-server").toString()),
            environment);
    awaitPort();
  }

  private Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("HOME", folder.toString()),
        Map.entry("ERL_EPMD_PORT", String.valueOf(epmdPort)),
        Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
        Map.entry("RABBITMQ_CONF_ENV_FILE", folder.resolve("rabbitmq-env.conf").toString()),
        Map.entry("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString()),
        Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("enabled_plugins").toString()),
        Map.entry("RABBITMQ_NODENAME", node),
        Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
        Map.entry("RABBITMQ_NODE_PORT", String.valueOf(port)),
        Map.entry("RABBITMQ_DIST_PORT", String.valueOf(Ports.free())),
        Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString()),
        Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
        Map.entry("RABBITMQ_LOGS", "-"),
        Map.entry(
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
        // Replaces the shell by the server, so that signals reach it.
        Map.entry("RUNNING_UNDER_SYSTEMD", "true"));
  }

  private static String configuration() {
    return """
        vm_memory_high_watermark.relative = 0.8
        disk_free_limit.absolute = 1MB
        log.console.level = info
        """;
  }

  private void awaitPort() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (process.isAlive() && System.nanoTime() - deadline < 0) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        return;
      } catch (IOException notYet) {
        pause();
      }
    }
    throw new IllegalStateException("RabbitMQ does not start:\n" + process.log());
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
