package io.wsgateway.fault;

import io.wsgateway.server.GatewayWar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import org.jboss.shrinkwrap.api.asset.ByteArrayAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;

/**
 * A gateway as a later version of it would be: it speaks an envelope that is one version ahead, and
 * still understands the one of today. It is the gateway that was built, with that one class changed
 * in its source and compiled anew.
 */
final class NextVersion {
  private static final String CLASS = "io/wsgateway/core/Envelope";
  private static final Path SOURCE = Path.of("src/main/java", CLASS + ".java");
  private static final Path FOLDER = Path.of("target/servers/next-version");

  private static @Nullable Path made;

  private NextVersion() {}

  /** The WAR, made once. */
  static synchronized Path war() {
    if (made == null) {
      made = make();
    }
    return made;
  }

  private static Path make() {
    try {
      Path source = FOLDER.resolve("source").resolve(CLASS + ".java");
      Files.createDirectories(source.getParent());
      Files.writeString(source, ahead(Files.readString(SOURCE)));
      Path classes = Files.createDirectories(FOLDER.resolve("classes"));
      compile(source, classes);
      WebArchive war = GatewayWar.atRoot(Map.of());
      byte[] code = Files.readAllBytes(classes.resolve(CLASS + ".class"));
      war.add(new ByteArrayAsset(code), "/WEB-INF/classes/" + CLASS + ".class");
      Path file = FOLDER.resolve("wsgateway.war");
      war.as(ZipExporter.class).exportTo(file.toFile(), true);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ahead(String source) {
    return replaced(
        replaced(source, "VERSION = 1;", "VERSION = 2;"),
        "in.readByte() == VERSION",
        "java.util.Set.of(VERSION, VERSION - 1).contains((int) in.readByte())");
  }

  private static String replaced(String source, String old, String now) {
    if (!source.contains(old)) {
      throw new IllegalStateException(SOURCE + " has no \"" + old + "\": adapt this test to it");
    }
    return source.replace(old, now);
  }

  private static void compile(Path source, Path classes) {
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "--release",
                "17",
                "-classpath",
                "target/classes",
                "-d",
                classes.toString(),
                source.toString());
    if (result != 0) {
      throw new IllegalStateException(source + " does not compile");
    }
  }
}
