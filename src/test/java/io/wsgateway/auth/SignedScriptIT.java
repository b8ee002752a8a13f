package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.server.GatewayWar;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that back ends may take as an example, with nothing but curl and openssl. */
@ArquillianTest
@RunAsClient
class SignedScriptIT {
  private static final Path SCRIPT = Path.of("src/docs/push-signed.sh");
  private static final String SHORT = "a secret with \" $ \\ and ü";
  private static final String LONG = "long-secret-".repeat(9);

  @ArquillianResource private URI base;
  @TempDir private Path folder;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named(
        "script",
        Map.of(
            "gateway.keys", "short,long",
            "gateway.key.short.secret", SHORT,
            "gateway.key.long.secret", LONG,
            "gateway.key.short.signed", "true",
            "gateway.key.long.signed", "true"));
  }

  /** What came of it. */
  private record Outcome(int status, String output) {}

  @ParameterizedTest
  @ValueSource(strings = {SHORT, "long"})
  void script_pushes(String secret) throws Exception {
    String key = secret.equals("long") ? "long" : "short";
    String own = secret.equals("long") ? LONG : SHORT;
    Path body =
        Files.writeString(folder.resolve("body"), "{\"to\":{\"user\":\"ä\"},\"text\":\"ö\"}");

    Outcome pushed = run(key, own, null, url("api/v1/apps/shop/messages"), body.toString());

    assertThat(pushed.output()).contains("receipts");
    assertThat(pushed.status()).isZero();
  }

  @Test
  void script_takesTheBodyFromItsInput_andOtherMethodsAndTypes() throws Exception {
    Outcome form =
        run(
            "short",
            SHORT,
            "app=shop&userId=1&content=x",
            "-t",
            "application/x-www-form-urlencoded",
            url("push/user"),
            "-");
    Outcome put =
        run("short", SHORT, null, "-X", "PUT", url("api/v1/apps/s/topics/t/users/%C3%A4"));
    Outcome get = run("short", SHORT, null, url("api/v1/apps/s/topics/t/users?limit=1#x"));

    assertThat(form).isEqualTo(new Outcome(0, ""));
    assertThat(put).isEqualTo(new Outcome(0, ""));
    assertThat(get.output()).contains("\"ä\"");
    assertThat(get.status()).isZero();
  }

  @Test
  void script_fails_whereTheGatewayRefuses() throws Exception {
    Outcome wrong = run("short", SHORT + "x", null, url("api/v1/status"));

    assertThat(wrong.status()).isNotZero();
    assertThat(wrong.output()).contains("X-Gateway-Signature is not that of this request");
    assertThat(run("short", SHORT, null).output()).contains("GATEWAY_SECRET=");
  }

  private String url(String path) {
    return base.toString().replaceAll("/+$", "") + "/" + path;
  }

  private Outcome run(String key, String secret, String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("GATEWAY_KEY", key);
    builder.environment().put("GATEWAY_SECRET", secret);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Path output = folder.resolve("output");
    Path in = Files.writeString(folder.resolve("input"), input == null ? "" : input);
    Process script = builder.redirectInput(in.toFile()).redirectOutput(output.toFile()).start();
    if (!script.waitFor(30, TimeUnit.SECONDS)) {
      script.destroyForcibly();
      throw new AssertionError("The script does not end");
    }
    return new Outcome(script.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }
}
