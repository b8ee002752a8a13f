package io.wsgateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Chromium;
import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The console below a context path, in a browser, with two clients. */
abstract class ConsoleContract {
  static final String OPS = "of-the-operators-of-this-test";
  static final String VIEWER = "of-those-who-only-look-on";

  @TempDir private static Path folder;

  private static Chromium chromium;

  @ArquillianResource private URI base;
  ConsoleTab tab;
  RawWebSocket ann;
  RawWebSocket bob;

  @Deployment
  static WebArchive war() {
    return GatewayWar.named(
        "console",
        Map.of(
            "gateway.keys",
            "ops,viewer",
            "gateway.key.ops.secret",
            OPS,
            "gateway.key.ops.scopes",
            "push,read,manage,admin",
            "gateway.key.viewer.secret",
            VIEWER,
            "gateway.key.viewer.scopes",
            "read",
            "gateway.gm.app",
            "shop"));
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
  void open() {
    ann = client("ann", "news");
    bob = client("bob", "news");
    tab = ConsoleTab.open(chromium, base.resolve("ui"));
  }

  /** Among the errors would be whatever the page's security policy refuses. */
  @AfterEach
  void close_withoutErrorsOnTheConsole() {
    try {
      assertThat(tab.errors()).isEmpty();
    } finally {
      tab.close();
      ann.close();
      bob.close();
    }
  }

  void logIn(String key) {
    tab.logIn(key);
    tab.await("the overview is shown", ".content.overview");
  }

  void search(String user) {
    tab.go("search");
    find(user);
  }

  void find(String user) {
    tab.fill(".bar", Map.of("app", "shop", "name", user));
    tab.awaitText("h2", "User " + user);
  }

  private RawWebSocket client(String user, String topic) {
    return stranger().send("reg:shop:" + user).send("in:shop:" + user + ":" + topic);
  }

  /** A client of another dialect. */
  RawWebSocket listener() {
    return RawWebSocket.open(base.resolve("raw"));
  }

  /** A client at the door, who has not said who it is. */
  RawWebSocket stranger() {
    return RawWebSocket.open(base.resolve("connection"));
  }

  void push(String text) {
    post("/api/v1/apps/shop/messages", "{\"to\":{\"topic\":\"news\"},\"text\":\"" + text + "\"}");
  }

  void post(String path, String body) {
    HttpAnswer answer =
        HttpCalls.to(base).with("X-API-Key", OPS).post(path, "application/json", body);
    assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
  }
}
