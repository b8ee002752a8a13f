package io.wsgateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Chromium;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.nio.file.Path;
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
import org.openqa.selenium.remote.RemoteWebDriver;

/** What the pages that came with the original gateways do, done by a real browser's WebSocket. */
@ArquillianTest
@RunAsClient
@EnabledIf(
    value = "io.wsgateway.client.Chromium#isInstalled",
    disabledReason = "Chromium and its driver are not installed")
@EveryServer
class OriginalPagesBrowserIT {
  /**
   * The page of luyucia/wsgateway: enters its topic once, and after each reconnect only registers.
   */
  private static final String REGISTERING_PAGE =
      """
      window.received = [];
      window.opened = 0;
      const connect = () => {
        const socket = new WebSocket(arguments[0]);
        socket.onopen = () => {
          socket.send('reg:test:page');
          if (window.opened++ === 0) socket.send('in:test:page:news');
        };
        socket.onmessage = event => window.received.push(event.data);
        socket.onclose = () => setTimeout(connect, 50);
      };
      connect();
      """;

  /** The chat page of bin-x/websocket: shows what comes, sends what is typed. */
  private static final String CHAT_PAGE =
      """
      window.received = [];
      window.chat = new WebSocket(arguments[0]);
      window.chat.onmessage = event => window.received.push(event.data);
      """;

  /** For the profiles, of which each browser gets a new one. */
  @TempDir private static Path folder;

  private static Chromium chromium;
  @ArquillianResource private URI base;
  private RemoteWebDriver browser;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(
        Map.of("gateway.root-dialect", "raw", "gateway.raw.application", "chat"));
  }

  @BeforeAll
  static void startDriver() {
    chromium = Chromium.start(folder);
  }

  @AfterAll
  static void stopDriver() {
    chromium.close();
  }

  @BeforeEach
  void openBrowser() {
    browser = chromium.open(base.resolve("page/icon.svg"));
  }

  @AfterEach
  void closeBrowser() {
    browser.quit();
  }

  @Test
  void pageThatReconnectsAndOnlyRegisters_staysInItsTopic() {
    browser.executeScript(REGISTERING_PAGE, socket("connection"));
    await("the page is in its topic", () -> members().contains("\"page\""));
    push("before");
    await("the first push", () -> received().equals(List.of("before")));

    assertThat(
            HttpCalls.to(base)
                .call("DELETE", "/api/v1/apps/test/users/page/connections?code=4000", null)
                .status())
        .isEqualTo(200);
    await("the page is back", () -> script("return window.opened").equals(2L) && isOnline());
    push("after");

    await("the second push", () -> received().equals(List.of("before", "after")));
  }

  @Test
  void chatPage_atTheRoot_seesWhoComesAndWhatIsSaid() {
    browser.executeScript(CHAT_PAGE, socket(""));
    await("the greeting", () -> received().size() == 1);
    String id = received().get(0).replace("new client: ", "");
    assertThat(id).matches("[0-9a-f]{20}");

    script("window.chat.send('Grüße 😀')");

    await("what it said", () -> received().contains(id + ": Grüße 😀"));
  }

  private String socket(String path) {
    return base.toString().replaceFirst("http", "ws") + path;
  }

  private String members() {
    return HttpCalls.to(base).get("/online/topic?app=test&topic=news").text();
  }

  private boolean isOnline() {
    return HttpCalls.to(base)
        .get("/api/v1/apps/test/users/page")
        .text()
        .contains("\"online\":true");
  }

  private void push(String content) {
    HttpCalls.to(base)
        .postForm("/push/topic", Map.of("app", "test", "topic", "news", "content", content));
  }

  private List<String> received() {
    return ((List<?>) script("return window.received")).stream().map(String::valueOf).toList();
  }

  private Object script(String script) {
    Object result = browser.executeScript(script);
    return result == null ? "" : result;
  }

  private void await(String what, BooleanSupplier condition) {
    Chromium.await(browser, what, condition);
  }
}
