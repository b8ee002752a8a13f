package io.wsgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Servers for Node.js that others have written, in the versions of {@code bench/peers}. */
final class Peers {
  private static final Path SOURCE = Path.of("src/test/resources/bench/peers");
  private static final Path FOLDER = Path.of("target/bench-peers");

  private Peers() {}

  /** Why they cannot be measured on this machine; empty if they can. */
  static Optional<String> missing() {
    try {
      Program.output(List.of("node", "--version"));
    } catch (RuntimeException e) {
      return Optional.of("no Node.js here (Debian: nodejs, npm)");
    }
    try {
      install();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(
          "npm cannot install them: " + e.getMessage().lines().findFirst().orElse(""));
    }
  }

  /** Where they are, installed. */
  static Path folder() {
    return FOLDER;
  }

  private static void install() {
    try (Stream<Path> files = Files.list(SOURCE)) {
      Files.createDirectories(FOLDER);
      for (Path file : files.toList()) {
        Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Program.output(
        List.of("npm", "ci", "--prefix", FOLDER.toString(), "--no-audit", "--no-fund", "--silent"));
  }
}
