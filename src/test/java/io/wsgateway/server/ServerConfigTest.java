package io.wsgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerConfigTest {
  private static final Path FOLDER = Path.of("server-config");

  /** Its README is for people. */
  @Test
  void everyFile_isPutToUseByATest() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      List<String> all =
          files
              .filter(Files::isRegularFile)
              .map(file -> FOLDER.relativize(file).toString())
              .filter(file -> !file.equals("README.md"))
              .toList();

      assertThat(tried())
          .as("what tests say in @Tries that they put to use")
          .containsAll(all)
          .allSatisfy(file -> assertThat(FOLDER.resolve(file)).exists());
    }
  }

  @Test
  void everyFile_isInTheReadme() throws IOException {
    String readme = Files.readString(FOLDER.resolve("README.md"));

    assertThat(tried()).allSatisfy(file -> assertThat(readme).contains("`" + file + "`"));
  }

  private static List<String> tried() {
    return new ClassFileImporter()
        .importPath("target/test-classes").stream()
            .filter(type -> type.isAnnotatedWith(Tries.class))
            .flatMap(ServerConfigTest::filesOf)
            .distinct()
            .toList();
  }

  private static Stream<String> filesOf(JavaClass type) {
    return Arrays.stream(type.getAnnotationOfType(Tries.class).value());
  }
}
