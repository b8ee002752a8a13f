package io.wsgateway.client;

import static io.wsgateway.client.Event.Kind.BINARY;
import static io.wsgateway.client.Event.Kind.CLOSE;
import static io.wsgateway.client.Event.Kind.END;
import static io.wsgateway.client.Event.Kind.PING;
import static io.wsgateway.client.Event.Kind.PONG;
import static io.wsgateway.client.Event.Kind.TEXT;
import static io.wsgateway.client.Event.Kind.VIOLATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawWebSocketTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(80);

  private @Nullable ScriptedServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private RawWebSocket connect(ScriptedServer.Script script) {
    server = ScriptedServer.speaking(script);
    return RawWebSocket.open(server.address());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 1_000_000})
  void send_textOfAnyLength_comesBack(int length) {
    try (RawWebSocket socket = connect(ScriptedServer::echo)) {
      socket.send("é".repeat(length)).expect("é".repeat(length));
    }
  }

  @Test
  void send_fragments_areOneMessageThere() {
    try (RawWebSocket socket = connect(ScriptedServer::echo)) {
      socket.sendFragments("re", "g:t", ":1").expect("reg:t:1");
      socket.send(new byte[] {1, (byte) 0xff});
      assertThat(socket.next(SOON)).contains(new Event(BINARY, "01ff", 0));
    }
  }

  @Test
  void send_unmasked_arrivesUnmasked() {
    try (RawWebSocket socket = connect(peer -> peer.text("masked " + peer.read().masked()))) {
      socket.send(Frame.of(Frame.TEXT, new byte[] {'x'}).unmasked()).expect("masked false");
    }
  }

  @Test
  void ping_isAnswered_unlessSwitchedOff() {
    try (RawWebSocket socket =
        connect(
            peer -> {
              peer.send(Frame.of(Frame.PING, new byte[] {'a'}));
              peer.text("pong " + peer.read().text());
              Frame go = peer.read();
              peer.send(Frame.of(Frame.PING, go.payload()));
              peer.text(peer.read().text());
            })) {
      socket.expect("pong a");
      socket.autoPong(false);
      socket.send("b");
      assertThat(socket.next(SOON, Set.of(PING))).contains(new Event(PING, "a", 0));
      assertThat(socket.next(SOON, Set.of(PING))).contains(new Event(PING, "b", 0));
      socket.expectNothingFor(SHORT).send("no pong came").expect("no pong came");
    }
  }

  @Test
  void next_ofOneKind_leavesTheOthersInOrder() {
    try (RawWebSocket socket = connect(ScriptedServer::echo)) {
      socket.send("one").send("two").ping("p");
      assertThat(socket.next(SOON, Set.of(PONG))).contains(new Event(PONG, "p", 0));
      socket.expect("one").expect("two");
    }
  }

  @Test
  void close_withAndWithoutCode_isSeenAsSent() {
    try (RawWebSocket socket =
        connect(
            peer -> {
              peer.text("got " + peer.read().closeCode());
              peer.send(Frame.close(4001, "bye"));
            })) {
      socket.close(null);
      socket.expect("got 1005");
      assertThat(socket.expectClose(4001).text()).isEqualTo("bye");
      assertThat(socket.next(SOON)).contains(new Event(END, "fin", 0));
    }
  }

  @Test
  void close_ofServer_isAnsweredWithItsCode() {
    try (RawWebSocket socket =
        connect(
            peer -> {
              peer.send(Frame.close(1001, "going away"));
              peer.text("answered " + peer.read().closeCode());
            })) {
      socket.expectClose(1001);
      socket.expect("answered 1001");
    }
  }

  @Test
  void end_withoutClose_isTold() {
    try (RawWebSocket socket = connect(peer -> peer.text("last"))) {
      socket.expect("last");
      assertThat(socket.next(SOON)).contains(new Event(END, "fin", 0));
    }
    try (RawWebSocket socket = connect(ScriptedPeer::reset)) {
      assertThat(socket.next(SOON).map(Event::kind)).contains(END);
    }
  }

  @Test
  void drop_andReset_areWhatTheServerSees() throws InterruptedException {
    var ends = new LinkedBlockingQueue<String>();
    connect(
            peer -> {
              try {
                peer.awaitEnd();
                ends.add("dropped");
              } catch (IOException e) {
                ends.add("reset");
              }
            })
        .drop();
    assertThat(ends.poll(5, TimeUnit.SECONDS)).isEqualTo("dropped");
    RawWebSocket.open(server.address()).reset();
    assertThat(ends.poll(5, TimeUnit.SECONDS)).isEqualTo("reset");
  }

  @Test
  void stall_leavesMessagesInTheNetwork_untilResumed() {
    try (RawWebSocket socket =
        connect(
            peer -> {
              peer.read();
              for (int i = 0; i < 100; i++) {
                peer.text(i + " ".repeat(500_000));
              }
              peer.awaitEnd();
            })) {
      socket.stall();
      socket.send("go");
      while (socket.next(SHORT).isPresent()) {
        // what was being read when it stalled
      }
      socket.resume();
      assertThat(socket.next(SOON)).isPresent();
    }
  }

  @Test
  void open_refused_tellsStatusHeadersAndBody() {
    server =
        ScriptedServer.answering(
            request ->
                "HTTP/1.1 403 No\r\nX-Why: origin\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "4;x=y\r\nnot \r\n4\r\nhere\r\n0\r\nT: t\r\n\r\n");
    RawWebSocket socket =
        RawWebSocket.open("127.0.0.1", server.address().getPort(), "/a?b", Map.of());
    assertThat(socket.isAccepted()).isFalse();
    assertThat(socket.handshake().status()).isEqualTo(403);
    assertThat(socket.handshake().header("x-why")).contains("origin");
    assertThat(socket.handshake().text()).isEqualTo("not here");
    assertThat(server.requests().get(0)).startsWith("GET /a?b HTTP/1.1\r\n");
    assertThatThrownBy(() -> RawWebSocket.open(server.address()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("403: not here");
  }

  @Test
  void open_headers_areAddedReplacedAndTakenAway() {
    server = ScriptedServer.speaking(ScriptedServer::echo);
    Map<String, @Nullable String> headers = new HashMap<>();
    headers.put("Origin", "http://evil.example");
    headers.put("host", "other.example");
    headers.put("Sec-WebSocket-Version", null);
    RawWebSocket.open("127.0.0.1", server.address().getPort(), "/", headers).close();
    assertThat(server.requests().get(0))
        .contains("\r\nOrigin: http://evil.example\r\n", "\r\nhost: other.example\r\n")
        .doesNotContain("Host:", "Sec-WebSocket-Version");
  }

  @Test
  void open_wrongAcceptKey_isNotAccepted() {
    server = ScriptedServer.of(ScriptedServer::echo, request -> ScriptedPeer.accepting(""));
    assertThatThrownBy(() -> RawWebSocket.open(server.address()))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void violations_ofTheServer_areEvents() {
    Frame text = Frame.of(Frame.TEXT, "x".getBytes(StandardCharsets.UTF_8));
    try (RawWebSocket socket =
        connect(
            peer -> {
              peer.raw(text.bytes());
              peer.send(new Frame(true, 4, Frame.TEXT, false, text.payload()));
              peer.send(Frame.of(Frame.CONTINUATION, text.payload()));
              peer.send(Frame.of(11, text.payload()));
            })) {
      assertThat(socket.next(SOON).map(Event::kind)).contains(VIOLATION);
      assertThat(socket.next(SOON).map(Event::kind)).contains(TEXT);
      assertThat(socket.next(SOON).map(Event::kind)).contains(VIOLATION);
      assertThat(socket.next(SOON).map(Event::kind)).contains(TEXT);
      assertThat(socket.next(SOON).map(Event::kind)).contains(VIOLATION);
    }
  }

  @Test
  void expectations_thatAreNotMet_fail() {
    try (RawWebSocket socket = connect(ScriptedServer::echo)) {
      socket.send("this");
      assertThatThrownBy(() -> socket.expect("that"))
          .isInstanceOf(AssertionError.class)
          .hasMessage("expected TEXT \"that\" but got TEXT \"this\"");
      assertThatThrownBy(() -> socket.expect("that", SHORT))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("no TEXT \"that\"");
      socket.send("more");
      assertThatThrownBy(() -> socket.expectNothingFor(SOON)).isInstanceOf(AssertionError.class);
      socket.close(1000);
      assertThatThrownBy(() -> socket.expectClose(1000))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("got CLOSE 1005");
      assertThat(socket.next(SOON, Set.of(CLOSE, END)).map(Event::kind)).contains(END);
    }
  }
}
