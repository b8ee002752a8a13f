package io.wsgateway.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Chromium;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayProcess;
import io.wsgateway.server.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The JavaScript client in a real browser when its node is killed, falls silent, and is drained.
 */
@EveryServer
@EnabledIf(
    value = "io.wsgateway.client.Chromium#isInstalled",
    disabledReason = "Chromium and its driver are not installed")
class JavascriptClientNodesBrowserIT {
  /** Chromium's timers and ours are this exact, on a busy machine. */
  private static final double TOLERANCE = 500;

  private static final String DRAIN = "/api/v1/nodes/self/drain";

  @TempDir private static Path folder;

  private final int port = Ports.free();

  @Test
  void client_comesBackByItself_whateverBecomesOfItsNode() {
    GatewayProcess first = GatewayProcess.startAt("javascript-1", port, Map.of());
    try (Chromium chromium = Chromium.start(folder);
        ClientPage page = new ClientPage(chromium, first.http(""))) {
      page.start(
          Map.of(
              "app", "test",
              "user", "7",
              "topics", List.of("news"),
              "heartbeatInterval", 500,
              "heartbeatTimeout", 1_500,
              "backoffCap", 500,
              "connectTimeout", 2_000));
      page.awaitState("open");
      push(first, "one");
      page.awaitMessages("one");

      first.kill();
      page.awaitState("waiting");
      assertThat(page.states().get(2)).containsEntry("code", 1006L);
      try (GatewayProcess second = GatewayProcess.startAt("javascript-2", port, Map.of())) {
        page.awaitState("open");
        // Nobody remembers that it was in the topic: it has said so itself.
        push(second, "two");
        page.awaitMessages("one", "two");
        fallSilent(second, page);
        drain(second, page);
      }
    } finally {
      first.close();
    }
  }

  private static void fallSilent(GatewayProcess node, ClientPage page) {
    int before = page.states().size();
    node.freeze();
    page.awaitStates(before + 1);
    node.thaw();
    assertThat(page.states().get(before))
        .containsEntry("state", "waiting")
        .containsEntry("reason", "silent");
    page.awaitState("open");
    push(node, "three");
    page.awaitMessages("one", "two", "three");
  }

  /** It comes when it was told to, is refused, and goes on trying until it is let in. */
  private static void drain(GatewayProcess node, ClientPage page) {
    HttpCalls http = HttpCalls.to(node.http("/")).with("Content-Type", "application/json");
    int before = page.states().size();
    assertThat(http.call("POST", DRAIN, "{\"waitMillis\":0}").status()).isEqualTo(202);
    page.awaitStates(before + 4);
    Map<String, Object> told = page.states().get(before);
    Map<String, Object> back = page.states().get(before + 1);
    Map<String, Object> refused = page.states().get(before + 2);
    assertThat(http.call("DELETE", DRAIN, null).status()).isEqualTo(200);

    assertThat(told).containsEntry("state", "waiting").containsEntry("code", 1012L);
    assertThat((String) told.get("reason")).endsWith("reconnect in " + told.get("retryIn") + " ms");
    assertThat(back).containsEntry("state", "connecting");
    double waited = number(back, "at") - number(told, "at");
    assertThat(waited).isBetween(number(told, "retryIn") - 5, number(told, "retryIn") + TOLERANCE);
    assertThat(refused).containsEntry("state", "waiting").containsEntry("code", 1006L);
    page.awaitState("open");
    push(node, "four");
    page.awaitMessages("one", "two", "three", "four");
  }

  private static double number(Map<String, Object> state, String name) {
    return ((Number) state.get(name)).doubleValue();
  }

  private static void push(GatewayProcess node, String content) {
    HttpCalls.to(node.http("/"))
        .postForm("/push/topic", Map.of("app", "test", "topic", "news", "content", content));
  }
}
