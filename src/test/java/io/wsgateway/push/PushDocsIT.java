package io.wsgateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages about pushing: every command and program in them does what they say. */
@ArquillianTest
@RunAsClient
class PushDocsIT {
  private static final Path CURL = Path.of("src/docs/push-with-curl.md");
  private static final Path JAVA = Path.of("src/docs/java-client.md");
  private static final Path QUICK_START = Path.of("src/docs/quick-start.md");

  @ArquillianResource private URI base;
  @TempDir private Path folder;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named("push-docs", Map.of());
  }

  @Test
  void curl_isAnsweredAsThePageSays() throws Exception {
    try (RawWebSocket ann = client("shop", "ann", "in:shop:ann:news");
        RawWebSocket bob = client("shop", "bob", "in:shop:bob:sport");
        PushClient gateway = PushClient.builder().uri(base).app("shop").build()) {
      Map<String, String> environment =
          new java.util.HashMap<>(
              Map.of(
                  "GATEWAY",
                  address() + "/api/v1/apps/shop",
                  "KEY",
                  "0123456789abcdef",
                  "CONNECTION",
                  gateway.user("ann").connections().get(0).toString()));
      List<PastedCommand> commands = PastedCommand.of(Files.readString(CURL), "$ curl ");
      assertThat(commands).hasSizeGreaterThan(30);
      for (PastedCommand command : commands) {
        String output = run(environment, "sh", "-c", command.line());
        assertThat(PastedCommand.shape(output))
            .as(command.line() + "\n" + output)
            .isEqualTo(PastedCommand.shape(command.output()));
        Matcher scheduled = Pattern.compile("\\{\"id\":\"([^\"]+)\",\"due\"").matcher(output);
        if (scheduled.find()) {
          environment.put("SCHEDULE", scheduled.group(1));
        }
      }
      for (String text :
          List.of(
              "hello",
              "Your order has left",
              "hello, both",
              "It rains",
              "It rains on the match",
              "only here",
              "and here",
              "hello, all",
              "once",
              "for sure",
              "one",
              "three")) {
        ann.expect(text);
      }
      assertThat(ann.expectClose(4000).text()).isEqualTo("bye");
      bob.expect("hello, both").expect("It rains on the match").expectClose(1000);
    }
  }

  /** With the small jar, in a Java that has nothing else. */
  @Test
  void program_ofThePage_printsWhatItSays() throws Exception {
    String page = Files.readString(JAVA);
    try (RawWebSocket ann = client("shop", "ann", "in:shop:ann:news")) {
      assertThat(program(page, "target/wsgateway-push.jar", address()))
          .isEqualTo(PastedCommand.of(page, "$ java ").get(0).output());
      ann.expect("Your order has left").expect("It rains").expect("Closing soon");
    }
  }

  /** With the jar of all classes. */
  @Test
  void program_ofTheQuickStart_isPushedAndAnswered() throws Exception {
    String page = Files.readString(QUICK_START).replace("http://localhost:8080", address());
    try (RawWebSocket ann = client("test", "ann", "in:test:ann:news")) {
      assertThat(program(page, "target/wsgateway-classes.jar"))
          .matches("Receipt\\[.*connections=OptionalInt\\[1].*\\]\ntrue");
      ann.expect("hello from Java");
    }
  }

  private String program(String page, String jar, String... arguments) throws Exception {
    Matcher source = Pattern.compile("(?s)```java\n(import .*?)```").matcher(page);
    assertThat(source.find()).isTrue();
    Path file = Files.writeString(folder.resolve("Push.java"), source.group(1));
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    List<String> command = new java.util.ArrayList<>(List.of(java, "-cp", jar, file.toString()));
    command.addAll(List.of(arguments));
    return run(Map.of(), command.toArray(String[]::new));
  }

  private String run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(List.of(command) + " does not end");
    }
    return Files.readString(output).strip();
  }

  /** As a program on this machine calls it: by that name no key is needed. */
  private String address() {
    return "http://localhost:" + base.getPort() + base.getPath().replaceAll("/+$", "");
  }

  /** One that is there when this returns, since what is no message is answered in its turn. */
  private RawWebSocket client(String app, String user, String line) {
    RawWebSocket client = RawWebSocket.open(base.resolve("connection"));
    client.send("reg:" + app + ":" + user).send(line);
    return client.send("?").expect("error msg format");
  }
}
