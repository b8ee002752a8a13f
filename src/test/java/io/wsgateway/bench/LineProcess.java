package io.wsgateway.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that says {@code ready} when it is, answers each line with one, and ends when its
 * standard input does: not later than this JVM. What it complains of goes to {@code
 * target/servers/NAME.log}. One thread.
 */
final class LineProcess implements AutoCloseable {
  private static final Path FOLDER = Path.of("target/servers");

  private final String name;
  private final Process process;
  private final BufferedReader answers;

  private LineProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** A class of this project that needs only the JDK, with a heap of one size. */
  static LineProcess java(String name, int megabytes, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-Xms" + megabytes + "m", "-Xmx" + megabytes + "m"));
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", "target/test-classes", main.getName()));
    command.addAll(arguments);
    return start(name, Path.of(""), command);
  }

  /** Returns when it is ready. */
  static LineProcess start(String name, Path folder, List<String> command) {
    try {
      Files.createDirectories(FOLDER);
      File log = FOLDER.resolve(name + ".log").toFile();
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toAbsolutePath().toFile())
              .redirectError(log)
              .start();
      LineProcess started = new LineProcess(name, process);
      started.read("ready");
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Waits for the answer, however long that takes. */
  String ask(String line) {
    try {
      process.outputWriter().append(line).append('\n').flush();
      return read("");
    } catch (IOException e) {
      throw new UncheckedIOException(name + " is gone, see its log in " + FOLDER, e);
    }
  }

  private String read(String wanted) throws IOException {
    String line = answers.readLine();
    if (line == null || !line.startsWith(wanted)) {
      close();
      String log = Files.readString(FOLDER.resolve(name + ".log"));
      throw new IllegalStateException(name + " says " + line + "\n" + log);
    }
    return line;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
