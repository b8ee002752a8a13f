package io.wsgateway.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Chromium;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.server.EveryServer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.remote.RemoteWebDriver;

/**
 * What the JavaScript client does by itself, with a clock and a gateway that are played:
 * client-tests.js, in a browser.
 */
@EveryServer
@EnabledIf(
    value = "io.wsgateway.client.Chromium#isInstalled",
    disabledReason = "Chromium and its driver are not installed")
class JavascriptClientRulesBrowserIT {
  private static final Path TESTS = Path.of("src/test/resources/javascript");
  private static final Path CLIENT = Path.of("src/main/webapp/WEB-INF/client/wsgateway.js");
  private static final String HTML =
      """
      <!doctype html><title>Tests</title><link rel="icon" href="data:,">
      <script type="module" src="/client-tests.js"></script>
      """;

  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicTest> client() throws IOException {
    return results().stream()
        .map(
            result ->
                DynamicTest.dynamicTest(
                    (String) result.get(0), () -> assertThat(result.get(1)).isEqualTo("ok")));
  }

  @SuppressWarnings("unchecked")
  private static List<List<Object>> results() throws IOException {
    Map<String, String> files =
        Map.of(
            "/",
            HTML,
            "/client-tests.js",
            Files.readString(TESTS.resolve("client-tests.js")),
            "/fakes.js",
            Files.readString(TESTS.resolve("fakes.js")),
            "/client/wsgateway.js",
            Files.readString(CLIENT),
            "/codes.json",
            "{\"codes\":[" + codes() + "]}");
    try (Website site = new Website("default-src 'self'; img-src data:", files);
        Chromium chromium = Chromium.start(folder)) {
      RemoteWebDriver browser = chromium.open(site.page());
      try {
        Chromium.await(
            browser,
            "the results of the tests",
            () -> Boolean.TRUE.equals(browser.executeScript("return 'results' in window")));
        return (List<List<Object>>) browser.executeScript("return window.results");
      } finally {
        browser.quit();
      }
    }
  }

  /** The gateway's own close codes, each with whether a client does well to come back. */
  private static String codes() {
    return Stream.of(DisconnectReason.class.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .map(JavascriptClientRulesBrowserIT::valueOf)
        .map(reason -> "[" + reason.code() + "," + reason.reconnect() + "]")
        .collect(Collectors.joining(","));
  }

  private static DisconnectReason valueOf(Field field) {
    try {
      return (DisconnectReason) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
