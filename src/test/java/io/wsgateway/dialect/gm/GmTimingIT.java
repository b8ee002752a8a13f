package io.wsgateway.dialect.gm;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What the clock does to clients of the gm dialect, with shorter times than the original's. */
@ArquillianTest
@RunAsClient
class GmTimingIT {
  private static final Duration PING_INTERVAL = Duration.ofSeconds(2);
  private static final Duration AUTH_TIMEOUT = Duration.ofMillis(1500);
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration SLACK = Duration.ofSeconds(5);

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    return GatewayWar.atRoot(
        Map.of(
            "gateway.gm.ping-interval", "2s",
            "gateway.gm.auth-timeout", "1500ms",
            "gateway.gm.idle-timeout", "3s"));
  }

  @Test
  void pings_comeToAllClientsAtOneMoment_wheneverTheyConnected() {
    try (GmClient first = bound("'first'")) {
      first.socket().expect(GmClient.PING);
      first.expectNothing();
      first.socket().expectNothingFor(PING_INTERVAL.dividedBy(2));
      try (GmClient second = bound("'second'")) {
        first.socket().expect(GmClient.PING);
        assertThat(second.socket().next(PING_INTERVAL.dividedBy(4)))
            .hasValueSatisfying(event -> assertThat(event.isText(GmClient.PING)).isTrue());
      }
    }
  }

  @Test
  void whoDoesNotBind_isToldAndClosed_whateverElseItSends() {
    long start = System.nanoTime();
    try (GmClient client = open()) {
      client.expectNothing();
      client.send("garbage");

      assertThat(client.nextText()).isEqualTo("not auth");
      assertThat(since(start)).isBetween(AUTH_TIMEOUT, AUTH_TIMEOUT.plus(SLACK));
      assertThat(client.expectClose(1000)).contains("no id was bound");
    }
  }

  @Test
  void whoIsBoundAndSilent_isClosedWithoutAText_andProtocolPingsDoNotHelp() {
    try (GmClient client = bound("'silent'")) {
      long start = System.nanoTime();
      Event end = null;
      while (end == null && since(start).compareTo(Duration.ofSeconds(20)) < 0) {
        client.socket().ping("alive");
        end = client.next(Duration.ofMillis(300)).orElse(null);
      }

      assertThat(end).isNotNull();
      assertThat(end.kind()).as("%s", end).isEqualTo(Event.Kind.CLOSE);
      assertThat(end.code()).isEqualTo(1000);
      // It was bound a moment before.
      assertThat(since(start))
          .isBetween(IDLE_TIMEOUT.minusMillis(200), IDLE_TIMEOUT.plus(PING_INTERVAL).plus(SLACK));
    }
  }

  @Test
  void whoIsBoundAndSendsAnything_stays() {
    try (GmClient client = bound("'speaking'")) {
      long start = System.nanoTime();
      while (since(start).compareTo(IDLE_TIMEOUT.plus(PING_INTERVAL.multipliedBy(2))) < 0) {
        client.send("garbage");
        assertThat(client.next(Duration.ofMillis(500))).isEmpty();
      }

      client.expectNothing();
    }
  }

  /** Case 62 of the recorded ones: the original stops at such a client until it is cut off. */
  @Test
  void aClientThatDoesNotAnswerItsClose_affectsNobody() {
    try (GmClient dying = open();
        GmClient bystander = bound("'bystander'")) {
      dying.socket().stall();
      long start = System.nanoTime();
      while (since(start).compareTo(AUTH_TIMEOUT.multipliedBy(2)) < 0) {
        bystander.send("{'type':'send_to_all','data':{'message':'x'}}");
        assertThat(bystander.nextText()).endsWith("client_id:bystandersend to all :x");
        assertThat(bystander.next(Duration.ofMillis(100))).isEmpty();
      }

      // That it was told and closed while others went on is what it finds when it looks.
      dying.socket().resume();
      String last = "";
      for (Event event = nextOf(dying); event.kind() == Event.Kind.TEXT; event = nextOf(dying)) {
        last = event.text();
      }
      assertThat(last).isEqualTo("not auth");
    }
  }

  private static Event nextOf(GmClient client) {
    return client.next(Duration.ofSeconds(5)).orElseThrow();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private GmClient open() {
    return GmClient.open(base.resolve("gm"));
  }

  private GmClient bound(String clientId) {
    return GmClient.bound(base.resolve("gm"), clientId);
  }
}
