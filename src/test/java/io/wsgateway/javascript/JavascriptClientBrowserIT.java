package io.wsgateway.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.auth.SignedTokens;
import io.wsgateway.client.Chromium;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import org.openqa.selenium.WindowType;

/**
 * The JavaScript client in a real browser: on a page of another origin, under a policy that allows
 * it and nothing else, with a gateway behind a context path.
 */
@ArquillianTest
@RunAsClient
@EveryServer
@EnabledIf(
    value = "io.wsgateway.client.Chromium#isInstalled",
    disabledReason = "Chromium and its driver are not installed")
class JavascriptClientBrowserIT {
  private static final String SECRET = "a secret of the shop, long enough for HS256";

  @TempDir private static Path folder;

  private static Chromium chromium;

  @ArquillianResource private URI base;
  private ClientPage page;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named(
        "for-javascript",
        Map.of(
            "gateway.apps", "shop",
            "gateway.app.shop.auth", "jwt",
            "gateway.app.shop.secret", SECRET,
            "gateway.app.shop.join", "news-*=anybody",
            "gateway.auth.leeway", "0s",
            "gateway.auth.expiry-notice", "58s"));
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
    page = new ClientPage(chromium, base);
  }

  /**
   * On its console would be whatever the page's policy refuses, and promises that nobody heeded.
   */
  @AfterEach
  void closePage_withoutErrorsOnTheConsole() {
    try (ClientPage closed = page) {
      assertThat(closed.console()).isEmpty();
    }
  }

  @Test
  void pushes_arrive_forTheUserAndTheTopicsThatItIsIn() {
    page.start(Map.of("app", "test", "user", 7, "topics", List.of("early")));
    page.awaitState("open");
    assertThat(page.settle("join", "news")).isEqualTo("done");

    push("topic", "topic", "news", "to the topic");
    push("topic", "topic", "early", "{\"n\":1}");
    push("user", "userId", "7", "ok 1");
    page.awaitMessages("to the topic", "{\"n\":1}", "ok 1");

    assertThat(page.settle("leave", "news")).isEqualTo("done");
    push("topic", "topic", "news", "not any more");
    push("user", "userId", "7", "last");
    page.awaitMessages("to the topic", "{\"n\":1}", "ok 1", "last");
    assertThat(page.stateNames()).containsExactly("connecting", "open");
  }

  @Test
  void proof_isShownAgainBeforeItEnds_andRefusalsAreTold() {
    page.start(Map.of("app", "shop", "user", "ann", "tokens", List.of(token(62), token(3_600))));
    page.awaitState("open");
    assertThat(page.settle("join", "staff")).isEqualTo("forbidden");
    assertThat(page.settle("join", "news-1")).isEqualTo("done");

    // The first proof ends a minute from now; 58 seconds before, the gateway says so.
    Chromium.await(page.browser(), "another token", () -> page.is("return tokensAsked === 2"));
    assertThat(page.settle("join", "news-2")).isEqualTo("done");
    assertThat(page.stateNames()).containsExactly("connecting", "open");
    assertThat(page.read("return errors")).isEqualTo(List.of("forbidden"));
  }

  @Test
  void whoCannotProveWhoItIs_isToldSo_andStaysAway() {
    page.start(Map.of("app", "shop", "user", "ann", "token", "nonsense"));
    page.awaitState("closed");

    assertThat(page.read("return errors")).isEqualTo(List.of("unauthorized"));
    assertThat(page.stateNames()).containsExactly("connecting", "closed");
  }

  @Test
  void whoIsClosedByABackEnd_staysAway_andKnowsWhy() {
    page.start(Map.of("app", "test", "user", "bob"));
    page.awaitState("open");

    HttpCalls.to(base)
        .call(
            "DELETE",
            "/api/v1/apps/test/users/bob/connections?code=4321&reason=that%20is%20all",
            null);
    page.awaitState("closed");

    assertThat(page.states().get(2))
        .containsEntry("code", 4321L)
        .containsEntry("reason", "that is all");
  }

  @Test
  void hiddenPage_receives_andAsksWhetherTheLineIsThereWhenItIsSeenAgain() {
    page.start(Map.of("app", "test", "user", "eve"));
    page.awaitState("open");
    String shown = page.browser().getWindowHandle();
    page.browser().switchTo().newWindow(WindowType.TAB);
    String other = page.browser().getWindowHandle();
    push("user", "userId", "eve", "unseen");
    page.browser().switchTo().window(shown);

    page.awaitMessages("unseen");
    page.browser().switchTo().window(other).close();
    page.browser().switchTo().window(shown);
    push("user", "userId", "eve", "seen");
    page.awaitMessages("unseen", "seen");
    assertThat(page.stateNames()).containsExactly("connecting", "open");
  }

  private void push(String to, String key, String name, String content) {
    HttpCalls.to(base)
        .postForm("/push/" + to, Map.of("app", "test", key, name, "content", content));
  }

  private static String token(int seconds) {
    long end = Instant.now().plusSeconds(seconds).getEpochSecond();
    return SignedTokens.hs256("{\"sub\":\"ann\",\"exp\":" + end + "}", SECRET);
  }
}
