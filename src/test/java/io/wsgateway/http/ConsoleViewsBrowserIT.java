package io.wsgateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.EveryServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * How the console looks, and what it shows of nodes that vanish. A machine without a browser skips
 * this, unless it is a CI machine.
 */
@ArquillianTest
@RunAsClient
@EnabledIf(
    value = "io.wsgateway.client.Chromium#isInstalled",
    disabledReason = "Chromium and its driver are not installed")
@EveryServer
class ConsoleViewsBrowserIT extends ConsoleContract {
  private static final List<String> VIEWS =
      List.of("search", "live", "topics", "nodes", "blocks", "configuration", "overview");

  /** There is one node; a second one is put into what it answers, and taken out again. */
  @Test
  void nodeThatVanishes_isShownAsGone_andAGatewayThatIsSilentIsSaidToBe() {
    logIn(OPS);
    tab.go("nodes");
    tab.run(
        "const real = fetch; window.broken = '';"
            + "window.fetch = async (url, options) => {"
            + "  if (window.broken === 'silent') throw new TypeError('Failed to fetch');"
            + "  const answer = await real(url, options);"
            + "  if (!url.href.endsWith('/cluster') || window.broken) return answer;"
            + "  const all = await answer.json();"
            + "  all.items.push({...all.items[0], node: 63});"
            + "  return new Response(JSON.stringify(all));"
            + "}");
    tab.awaitText("article h2", "Node 63");

    tab.run("window.broken = 'gone'");
    tab.awaitText("article .state", "gone since");
    assertThat(tab.all("article")).hasSize(2);

    tab.run("window.broken = 'silent'");
    tab.awaitText("#trouble", "The gateway does not answer.");
    assertThat(tab.all("article")).hasSize(2);

    tab.run("window.broken = 'gone'");
    tab.awaitNot("the trouble is over", "#trouble:not(:empty)");
  }

  @Test
  void everyView_isForEverybody_onAnyScreenByDayAndNight() {
    post("/api/v1/blocks", "{\"address\":\"192.0.2.0/24\",\"reason\":\"spam\",\"seconds\":60}");
    List<RawWebSocket> others = List.of(listener(), listener());
    ScheduledExecutorService courier = Executors.newSingleThreadScheduledExecutor();
    courier.scheduleWithFixedDelay(() -> push("news"), 0, 20, TimeUnit.MILLISECONDS);
    try {
      lookAtEverything();
    } finally {
      courier.shutdownNow();
      others.forEach(RawWebSocket::close);
    }
  }

  private void lookAtEverything() {
    lookAround("login");
    logIn(OPS);
    for (String view : VIEWS) {
      tab.go(view);
      switch (view) {
        case "search" -> find("ann");
        case "live" -> {
          tab.click(".choice label:has([value=topic])");
          tab.fill(".bar", Map.of("app", "shop", "name", "news"));
          tab.awaitText(".flow .state", "Following");
          tab.awaitText(".pushed .text", "news");
        }
        case "overview" -> tab.await("there are rates", ".chart tbody tr:nth-child(2)");
        case "blocks" -> tab.awaitText("tbody th", "192.0.2.0/24");
        default -> tab.await("there is something", "tbody tr, article dd");
      }
      lookAround(view);
    }
  }

  private void lookAround(String view) {
    tab.assertEverythingHasAName();
    for (String tone : List.of("dark", "light")) {
      tab.tone(tone);
      tab.size(390, 844);
      tab.assertUsableByEverybody();
      tab.shoot(view + "-phone-" + tone);
      tab.size(1280, 800);
      tab.assertUsableByEverybody();
      tab.shoot(view + "-wide-" + tone);
    }
    for (int width : List.of(360, 3840)) {
      tab.size(width, 800);
      tab.assertUsableByEverybody();
    }
    tab.size(1280, 800);
  }
}
