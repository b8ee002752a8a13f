package io.wsgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EveryServerTest {
  /** The embedded Payara cannot have a browser beside it, so Payara Micro stands in for it. */
  @Test
  void browserTests_runOnEveryServer() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      List<Path> tests =
          files.filter(file -> file.getFileName().toString().endsWith("BrowserIT.java")).toList();

      assertThat(tests).isNotEmpty().allMatch(EveryServerTest::isMarked);
    }
  }

  private static boolean isMarked(Path file) {
    try {
      return Files.readAllLines(file).contains("@EveryServer");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
