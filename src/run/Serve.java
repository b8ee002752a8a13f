import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Serves the WAR with Payara Micro until Maven is stopped; an Ant task, so that it runs inside
 * Maven.
 *
 * <p>The server is a child that shares Maven's terminal. Ctrl-C reaches both; a signal to Maven
 * alone is passed on. Settings given to Maven as {@code -Dgateway.x=y} are given to the server.
 */
public class Serve {
  private int port;

  public void setPort(int port) {
    this.port = port;
  }

  /** Returns when the server has ended by itself, and not at all when Maven is being stopped. */
  public void execute() throws IOException, InterruptedException {
    insistOnPort();
    Process server = new ProcessBuilder(command()).inheritIO().start();
    Thread greeter = new Thread(() -> tellWhenReady(server));
    greeter.setDaemon(true);
    greeter.start();
    Thread stop = new Thread(() -> stop(server));
    Runtime.getRuntime().addShutdownHook(stop);
    int status = server.waitFor();
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException mavenIsEnding) {
      Thread.sleep(Long.MAX_VALUE); // so that Maven does not report a build that failed
    }
    if (status != 0) {
      throw new IllegalStateException("The server ended with status " + status);
    }
  }

  /** The server itself would say it in a hundred lines. */
  private void insistOnPort() {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress("127.0.0.1", port));
    } catch (IOException e) {
      throw new IllegalStateException(
          "Port " + port + " is in use; choose another one with -Dport=NUMBER");
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(new File(System.getProperty("java.home"), "bin/java").getPath());
    command.add("-Xmx512m");
    command.add("-Xbootclasspath/a:target/run"); // The filter of the log.
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("gateway."))
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.addAll(List.of("-jar", "target/payara-micro.jar"));
    command.addAll(List.of("--deploy", "target/wsgateway.war", "--contextRoot", "/"));
    command.addAll(List.of("--port", String.valueOf(port)));
    command.addAll(List.of("--prebootcommandfile", "src/run/preboot.txt"));
    command.addAll(List.of("--logproperties", "src/run/logging.properties"));
    command.addAll(List.of("--nohazelcast", "--disablephonehome"));
    return command;
  }

  /** The port opens before the application is there, so the page itself is asked for. */
  private void tellWhenReady(Process server) {
    String address = "http://localhost:" + port + "/";
    while (server.isAlive()) {
      try {
        HttpURLConnection page = (HttpURLConnection) new URL(address).openConnection();
        page.setReadTimeout(5000);
        if (page.getResponseCode() == 200) {
          System.out.println("wsgateway is ready: open " + address + " - Ctrl-C stops it");
          return;
        }
      } catch (IOException notYet) {
        // Asked again below.
      }
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void stop(Process server) {
    server.destroy();
    try {
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      server.destroyForcibly();
    }
  }
}
