package io.wsgateway.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server process that a test starts, and may stop, kill or freeze. What it prints goes to a file.
 *
 * <p>It never outlives this JVM: a shell waits for a pipe that only this JVM holds open, so that
 * the system closes it even after a SIGKILL, and then kills the process.
 */
final class ChildProcess {
  private final Path log;
  private final Process process;
  private final Process watcher;

  private ChildProcess(Path log, Process process, Process watcher) {
    this.log = log;
    this.process = process;
    this.watcher = watcher;
  }

  static ChildProcess start(Path log, List<String> command) {
    return start(log, command, Map.of());
  }

  /** With more in its environment than this JVM has. */
  static ChildProcess start(Path log, List<String> command, Map<String, String> environment) {
    try {
      Files.createDirectories(log.getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      return new ChildProcess(log, process, watch(process.pid()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sees to it that a process does not outlive this JVM, until the watcher is destroyed. */
  static Process watch(long pid) {
    try {
      return new ProcessBuilder("sh", "-c", "read line; kill -KILL " + pid)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to end (SIGTERM) and waits; kills it after 20 seconds. */
  void stop() {
    process.destroy();
    if (!awaitEnd(20)) {
      kill();
    }
    watcher.destroyForcibly();
  }

  /**
   * Runs a command to its end and returns what it printed.
   *
   * @throws IllegalStateException with that, if it fails or takes so long
   */
  static String run(Path log, List<String> command, Map<String, String> environment, int seconds) {
    ChildProcess process = start(log, command, environment);
    if (!process.awaitSuccess(seconds)) {
      throw new IllegalStateException(String.join(" ", command) + " failed:\n" + process.log());
    }
    return process.log();
  }

  /** Waits until it ends by itself, and tells whether it went well. */
  boolean awaitSuccess(int seconds) {
    boolean success = awaitEnd(seconds) && process.exitValue() == 0;
    watcher.destroyForcibly();
    return success;
  }

  /** SIGKILL: no chance to say goodbye. Returns when it is gone. */
  void kill() {
    process.destroyForcibly();
    if (!awaitEnd(10)) {
      throw new IllegalStateException("Process " + process.pid() + " survives SIGKILL");
    }
    watcher.destroyForcibly();
  }

  /** SIGSTOP: it keeps its connections, and answers nothing. */
  void freeze() {
    signal("STOP");
  }

  /** SIGCONT. */
  void thaw() {
    signal("CONT");
  }

  String log() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("Process " + process.pid() + " is gone");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private boolean awaitEnd(int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
