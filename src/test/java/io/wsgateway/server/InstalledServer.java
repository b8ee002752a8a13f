package io.wsgateway.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A distribution of a server as an administrator has it: started by its own program, prepared by
 * the scripts in {@code server-config}, and given the WAR by its own command. Its ports, and those
 * of the scripts, are others.
 */
abstract class InstalledServer implements AutoCloseable {
  static final Path FOLDER = Path.of("target/servers").toAbsolutePath();

  private final ScriptPorts ports;

  InstalledServer(ScriptPorts ports) {
    this.ports = ports;
  }

  /** Where the listener is that is written at this port. */
  final int port(int written) {
    return ports.of(written);
  }

  /** A script of {@code server-config}, with the ports of this server. */
  final Path script(String path) {
    return written(path.replace('/', '-'), read(Path.of("server-config", path)));
  }

  /** A file with this text, with the ports of this server. */
  final Path written(String name, String text) {
    try {
      Files.createDirectories(FOLDER);
      return Files.writeString(FOLDER.resolve(name), ports.in(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again, or first; returns when it takes commands. */
  abstract void start();

  /** Runs a script of {@code server-config} as its README says; returns what it printed. */
  abstract String run(String script);

  /** Deploys the WAR by the server's command. */
  abstract void deploy();

  /** Undeploys it by the server's command. */
  abstract void undeploy();

  /** Stops it by the server's command; returns when it has ended. */
  abstract void stop();

  /** The server's log. */
  abstract String log();

  /** SIGKILL, if it still runs. */
  @Override
  public abstract void close();
}
