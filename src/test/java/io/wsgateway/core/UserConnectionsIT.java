package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.json.JsonText;
import io.wsgateway.server.JoinedNodes;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user with several connections, on two nodes that Redis joins. */
@ArquillianTest
@RunAsClient
class UserConnectionsIT {
  /** Within this, a rule holds in the whole cluster. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final JoinedNodes NODES = new JoinedNodes();

  @ArquillianResource
  @OperateOnDeployment("rules-here")
  private URI here;

  @ArquillianResource
  @OperateOnDeployment("rules-there")
  private URI there;

  @Deployment(name = "rules-here")
  static WebArchive here() {
    return node("rules-here");
  }

  @Deployment(name = "rules-there")
  static WebArchive there() {
    return node("rules-there");
  }

  private static WebArchive node(String name) {
    return NODES.war(
        name,
        Map.of(
            "gateway.apps", "newest,oldest,device",
            "gateway.app.newest.user-connections", "newest:1",
            "gateway.app.oldest.user-connections", "oldest:1",
            "gateway.app.device.user-connections", "device"));
  }

  @AfterAll
  static void stop() {
    NODES.close();
  }

  @BeforeEach
  void nodesKnowEachOther() {
    JoinedNodes.awaitAll(here, there);
  }

  @Test
  void newest_takesThePlace_onWhateverNode() {
    RawWebSocket first = settled(client(here, "newest", ""));
    RawWebSocket second = client(there, "newest", "");
    assertThat(closeOf(first)).isEqualTo("4009 another connection of this user took its place");
    RawWebSocket third = client(here, "newest", "");
    assertThat(closeOf(second)).startsWith("4009");

    assertThat(isOpen(third)).isTrue();
    third.close();
  }

  @Test
  void oldest_keepsItsPlace_onWhateverNode() {
    RawWebSocket first = settled(client(here, "oldest", ""));
    RawWebSocket second = client(there, "oldest", "");

    assertThat(closeOf(second)).isEqualTo("4010 as many connections as are allowed are open");
    assertThat(isOpen(first)).isTrue();
    first.close();
    Eventually.await(
        "its place is free",
        () -> {
          try (RawWebSocket next = client(there, "oldest", "")) {
            return isOpen(next);
          }
        });
  }

  @Test
  void device_isWhatTheClientSays_inTheQueryOrAHeader() {
    RawWebSocket phone = settled(client(here, "device", "?device=phone"));
    RawWebSocket tablet = client(there, "device", "?device=tablet");
    RawWebSocket other =
        register(
            RawWebSocket.open(
                there.getHost(),
                there.getPort(),
                there.getPath() + "connection",
                Map.of("X-Device", "phone")),
            "device");

    assertThat(closeOf(phone)).startsWith("4009");
    assertThat(isOpen(tablet)).isTrue();
    assertThat(isOpen(other)).isTrue();
    tablet.close();
    other.close();
  }

  @Test
  void twoThatComeAtOnce_leaveOne() throws Exception {
    ExecutorService second = Executors.newSingleThreadExecutor();
    try {
      for (int round = 0; round < 10; round++) {
        String app = round % 2 == 0 ? "newest" : "oldest";
        RawWebSocket a = RawWebSocket.open(here.resolve("connection"));
        RawWebSocket b = RawWebSocket.open(there.resolve("connection"));
        Future<?> coming = second.submit(() -> b.send("reg:" + app + ":both"));
        a.send("reg:" + app + ":both");
        coming.get();

        Set<RawWebSocket> open = new HashSet<>(Set.of(a, b));
        Eventually.await("one is closed", SOON, () -> open.removeIf(UserConnectionsIT::isClosed));
        assertThat(open).hasSize(1);
        RawWebSocket winner = open.iterator().next();
        assertThat(isOpen(winner)).isTrue();
        winner.close();
        Eventually.await("none is left", () -> connections(here, app) == 0);
      }
    } finally {
      second.shutdownNow();
    }
  }

  private static RawWebSocket client(URI node, String app, String query) {
    return register(RawWebSocket.open(node.resolve("connection" + query)), app);
  }

  private static RawWebSocket register(RawWebSocket client, String app) {
    return client.send("reg:" + app + ":ann");
  }

  /** Once it has an answer to what it says next, it is registered. */
  private static RawWebSocket settled(RawWebSocket client) {
    return client.send("?:").expect("error msg format");
  }

  private static String closeOf(RawWebSocket client) {
    Event close = client.next(SOON, Set.of(Event.Kind.CLOSE, Event.Kind.END)).orElseThrow();
    return close.code() + " " + close.text();
  }

  private static boolean isClosed(RawWebSocket client) {
    return client.next(Duration.ofMillis(1), Set.of(Event.Kind.CLOSE)).isPresent();
  }

  /** Whether it is still so once it has been heard, and its node has asked the other. */
  private static boolean isOpen(RawWebSocket client) {
    Set<Event.Kind> kinds = Set.of(Event.Kind.TEXT, Event.Kind.CLOSE, Event.Kind.END);
    try {
      client.send("?:");
    } catch (UncheckedIOException e) {
      return false;
    }
    return client.next(SOON, kinds).filter(event -> event.kind() == Event.Kind.TEXT).isPresent()
        && client.next(Duration.ofMillis(300), kinds).isEmpty();
  }

  private static int connections(URI node, String app) {
    String user = HttpCalls.to(node).get("/api/v1/apps/" + app + "/users/both").text();
    return JsonText.parse(user).orElseThrow().asJsonObject().getJsonArray("connections").size();
  }
}
