import java.io.File;
import java.io.IOException;
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
    Process server = new ProcessBuilder(command()).inheritIO().start();
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
