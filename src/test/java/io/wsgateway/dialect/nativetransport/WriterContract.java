package io.wsgateway.dialect.nativetransport;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;

/**
 * What a writer of ready frames tells of its writes: when all is written or nothing more will be,
 * once, and with nothing locked.
 */
abstract class WriterContract {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final int LARGE = 2000;

  /** More than any system takes for a client that does not read. */
  static final int MANY = 16_000;

  @ArquillianResource private URI base;

  @Test
  void aWrite_isToldOf_whenTheSocketHasTakenIt() {
    try (RawWebSocket client = open("reading")) {
      assertThat(probe("reading", "&count=3&size=64")).isEqualTo("written");
      expectAll(client, 3, 64);
    }
  }

  @Test
  void aWrite_isNotToldOf_whileTheClientDoesNotRead() {
    try (RawWebSocket client = open("stalled")) {
      client.stall();
      assertThat(probe("stalled", "&count=" + MANY + "&size=" + LARGE)).isEmpty();
      client.resume();
      expectAll(client, MANY, LARGE);
      awaitTold("stalled", "written");
      assertThat(probe("stalled", "&count=1&size=64")).isEqualTo("written,written");
      expectAll(client, 1, 64);
    }
  }

  @Test
  void pings_areAnswered_betweenMessages_whileAWriteIsStuck() {
    try (RawWebSocket client = open("pinging")) {
      client.stall();
      probe("pinging", "&count=" + MANY + "&size=" + LARGE);
      client.ping("1").ping("2");
      client.resume();
      expectAll(client, MANY, LARGE);
      for (String pong : new String[] {"1", "2"}) {
        assertThat(client.next(PATIENCE, EnumSet.of(Event.Kind.PONG)))
            .map(Event::text)
            .contains(pong);
      }
      awaitTold("pinging", "written");
    }
  }

  @Test
  void aStuckWrite_fails_whenTheClientIsGone() {
    try (RawWebSocket client = open("reset")) {
      client.stall();
      assertThat(probe("reset", "&count=" + MANY + "&size=" + LARGE)).isEmpty();
      client.reset();
      Eventually.await("the failure", () -> !probe("reset", "").isEmpty());
      assertThat(probe("reset", "")).doesNotContain("written", ",", "lock");
      assertThat(probe("reset", "&count=1&size=64"))
          .contains(",")
          .doesNotContain("written", "lock");
    }
  }

  RawWebSocket open(String name) {
    try {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(4096);
      RawWebSocket client = RawWebSocket.open(base.resolve("probe/" + name), socket);
      Eventually.await("the server's end", () -> !probe(name, "").equals("none"));
      return client;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  String probe(String name, String what) {
    return HttpCalls.to(base).get("/probe-control?name=" + name + what).text();
  }

  void awaitTold(String name, String expected) {
    Eventually.await(expected, PATIENCE, () -> !probe(name, "").isEmpty());
    assertThat(probe(name, "")).isEqualTo(expected);
  }

  static void expectAll(RawWebSocket client, int count, int size) {
    for (int i = 0; i < count; i++) {
      client.expect(WriterProbe.message(i, size), PATIENCE);
    }
  }

  /** The messages that came before one of these, in order and whole; says how many. */
  static int expectSomeUntil(RawWebSocket client, Event.Kind... ends) {
    for (int i = 0; ; i++) {
      Optional<Event> event = client.next(PATIENCE);
      assertThat(event).isPresent();
      if (List.of(ends).contains(event.get().kind())) {
        return i;
      }
      assertThat(event.get().text()).isEqualTo(WriterProbe.message(i, LARGE));
    }
  }
}
