package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.FileAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * An application as its authors make it: compiled against the jar of the gateway's classes and the
 * Jakarta EE API, nothing else, and put into the WAR.
 */
@ArquillianTest
@RunAsClient
@EveryServer
class OverlayIT {
  private static final Path SOURCE = Path.of("src/test/resources/example/Greeter.java");
  private static final Path CLASSES_JAR = Path.of("target/wsgateway-classes.jar");

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    File compiled = compile().resolve("example/Greeter.class").toFile();
    return GatewayWar.named("overlay", Map.of())
        .add(new FileAsset(compiled), "WEB-INF/classes/example/Greeter.class");
  }

  private static Path compile() {
    try {
      Path folder = Files.createTempDirectory("overlay");
      String classPath = CLASSES_JAR + File.pathSeparator + jarOf(Inject.class);
      int result =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  null,
                  null,
                  "-proc:none",
                  "--release",
                  "17",
                  "-cp",
                  classPath,
                  "-d",
                  folder.toString(),
                  SOURCE.toString());
      assertThat(result).as("the compiler's result").isZero();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String jarOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  @Test
  void applicationInTheWar_greetsWhoComes_andTellsWhoGoes() {
    List<String> users = List.of("ann", "bob");
    List<RawWebSocket> clients =
        users.stream()
            .map(
                user ->
                    RawWebSocket.open(base.resolve("connection"))
                        .send("reg:chat:" + user)
                        .expect("hi " + user))
            .toList();

    clients.get(0).close();

    clients.get(1).expect("ann has left").close();
  }
}
