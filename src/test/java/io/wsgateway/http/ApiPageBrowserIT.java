package io.wsgateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Chromium;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The page of the REST API in a real browser. A machine without one skips this, unless it is a CI
 * machine.
 */
@ArquillianTest
@RunAsClient
@EnabledIf(
    value = "io.wsgateway.client.Chromium#isInstalled",
    disabledReason = "Chromium and its driver are not installed")
@EveryServer
class ApiPageBrowserIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(50);

  @TempDir private static Path folder;

  private static Chromium chromium;

  @ArquillianResource private URI base;
  private RemoteWebDriver browser;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named("pages", Map.of());
  }

  @BeforeAll
  static void startChromium() {
    chromium = Chromium.start(folder);
  }

  @AfterAll
  static void stopChromium() {
    chromium.close();
  }

  @BeforeEach
  void openPage() {
    browser = chromium.open(base.resolve("page/api.html#publish"));
    await("the document is shown", ".operation");
  }

  @AfterEach
  void closePage_withoutErrorsOnTheConsole() {
    try {
      assertThat(browser.manage().logs().get(LogType.BROWSER)).isEmpty();
    } finally {
      browser.quit();
    }
  }

  @Test
  void everyOperation_isShown_andInTheContents() {
    List<String> operations = operationsOfTheDocument();

    assertThat(operations).hasSizeGreaterThan(20);
    assertThat(all(".operation"))
        .extracting(one -> one.getDomAttribute("id"))
        .hasSameElementsAs(operations);
    assertThat(all("#contents a"))
        .extracting(one -> one.getDomAttribute("href"))
        .containsExactlyElementsOf(
            all(".operation").stream().map(one -> "#" + one.getDomAttribute("id")).toList());
  }

  @Test
  void everyOperation_hasItsCommand_andNothingThatThePageDoesNotUnderstand() {
    browser.findElement(By.id("open-all")).click();

    assertThat(all(".operation[open]")).hasSameSizeAs(operationsOfTheDocument());
    assertThat(all(".command"))
        .extracting(WebElement::getText)
        .allSatisfy(
            command ->
                assertThat(command)
                    .startsWith("curl ")
                    .contains(base + "api/v1/")
                    .doesNotContain("{app}"));
    assertThat(browser.findElement(By.tagName("body")).getText())
        .doesNotContain("undefined", "[object", "NaN");
  }

  @Test
  void address_opensItsOperation_withABodyToCopy() {
    assertThat(all(".operation[open]")).hasSize(1);
    assertThat(browser.findElement(By.cssSelector("#publish .command")).getText())
        .isEqualToNormalizingWhitespace(
            "curl -H \"X-API-Key: $API_KEY\" -H 'Content-Type: application/json'"
                + " -d '{\"to\":{\"user\":\"ann\"},\"text\":\"hello\"}' "
                + base
                + "api/v1/apps/shop/messages");

    browser.findElement(By.cssSelector("#publish .copy")).click();
    await("the button says so", "#copied:not(:empty)");
  }

  @Test
  void firstPage_leadsHere_andBack() {
    browser.get(base.toString());
    browser.findElement(By.linkText("its REST API")).click();
    await("the document is shown", ".operation");
    browser.findElement(By.linkText("Try it by hand")).click();
    await("the first page is shown", "#push");
  }

  private List<String> operationsOfTheDocument() {
    byte[] document = HttpCalls.to(base).get("/api/v1/openapi.json").body();
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(document))) {
      return reader.readObject().getJsonObject("paths").values().stream()
          .flatMap(path -> path.asJsonObject().values().stream())
          .filter(JsonObject.class::isInstance)
          .map(operation -> operation.asJsonObject().getString("operationId", null))
          .filter(Objects::nonNull)
          .toList();
    }
  }

  private void await(String what, String selector) {
    new WebDriverWait(browser, PATIENCE, POLL)
        .withMessage(what)
        .until(shown -> !all(selector).isEmpty());
  }

  private List<WebElement> all(String selector) {
    return browser.findElements(By.cssSelector(selector));
  }
}
