package io.wsgateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Chromium;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
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
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page in a real browser. A machine without one skips this, unless it is a CI machine. */
@ArquillianTest
@RunAsClient
@EnabledIf(
    value = "io.wsgateway.client.Chromium#isInstalled",
    disabledReason = "Chromium and its driver are not installed")
@EveryServer
class PageBrowserIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(50);

  @TempDir private static Path folder;

  private static Chromium chromium;
  private static int settled;

  @ArquillianResource private URI base;
  private RemoteWebDriver browser;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(Map.of());
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
    browser = chromium.open(base);
    settle(1);
  }

  /** Among the errors would be whatever the page's security policy refuses. */
  @AfterEach
  void closePage_withoutErrorsOnTheConsole() {
    try {
      assertThat(browser.manage().logs().get(LogType.BROWSER)).isEmpty();
    } finally {
      browser.quit();
    }
  }

  @Test
  void opened_isAConnectedClient_andOneClickPushesToIt() {
    click("#push .primary");

    awaitReceived(1, "hello");
  }

  @Test
  void pushToTopic_reachesBothClients_untilOneLeaves() {
    click("#add-client");
    settle(2);

    choose("topic");
    push("to both");
    awaitReceived(1, "to both");
    awaitReceived(2, "to both");

    click(client(2) + "[aria-label='Leave news']");
    settle(2);
    push("to one");
    awaitReceived(1, "to both", "to one");

    choose("user");
    write("#push [name=userId]", "2");
    push("to the other");
    awaitReceived(2, "to both", "to the other");
  }

  @Test
  void reconnected_receivesAgain() {
    click(client(1) + ".connect");
    awaitState(1, "Disconnected");
    click(client(1) + ".connect");
    settle(1);

    push("to the user");
    choose("topic");
    push("to the topic");

    awaitReceived(1, "to the user", "to the topic");
  }

  @Test
  void markup_isShownAsText() {
    String markup = "<b>bold</b><img src=x onerror=\"document.title = 'run'\"> &amp;";

    push(markup);

    awaitReceived(1, markup);
    assertThat(browser.findElements(By.cssSelector(".stream :is(b, img)"))).isEmpty();
    assertThat(browser.getTitle()).isEqualTo("wsgateway");
  }

  /**
   * Waits until the gateway has done all that a client has asked for: it answers nothing, but works
   * in order, so a new topic, joined last, comes last.
   */
  private void settle(int client) {
    awaitState(client, "Connected");
    String topic = "settled-" + ++settled;
    write(client(client) + "[name=topic]", topic + Keys.ENTER);
    String members = "/online/topic?" + HttpCalls.encode(Map.of("app", "test", "topic", topic));
    await(
        "client " + client + " in " + topic,
        () -> HttpCalls.to(base).get(members).text().contains("\"" + client + "\""));
  }

  private void choose(String destination) {
    click("#push label:has([value=" + destination + "])");
  }

  private void push(String content) {
    write("#push [name=content]", content);
    click("#push .primary");
  }

  private void awaitState(int client, String state) {
    await(
        "client " + client + " is " + state,
        () -> find(client(client) + ".state").getText().equals(state));
  }

  private void awaitReceived(int client, String... messages) {
    await(
        "client " + client + " has " + List.of(messages),
        () -> received(client).equals(List.of(messages)));
  }

  private List<String> received(int client) {
    return browser.findElements(By.cssSelector(client(client) + ".received .text")).stream()
        .map(WebElement::getText)
        .toList();
  }

  private void await(String what, BooleanSupplier condition) {
    new WebDriverWait(browser, PATIENCE, POLL)
        .withMessage(what)
        .until(browser -> condition.getAsBoolean());
  }

  private void write(String selector, String text) {
    WebElement field = find(selector);
    field.clear();
    field.sendKeys(text);
  }

  private void click(String selector) {
    find(selector).click();
  }

  private WebElement find(String selector) {
    return browser.findElement(By.cssSelector(selector));
  }

  /** The start of a selector within a client; the page numbers them from 1, and so their users. */
  private static String client(int number) {
    return "#clients article:nth-child(" + number + ") ";
  }
}
