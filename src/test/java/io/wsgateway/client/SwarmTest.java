package io.wsgateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SwarmTest {
  private static final int SIZE = 60;
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(150);

  private @Nullable ScriptedServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private SwarmPlan plan(ScriptedServer.Script script) {
    server = ScriptedServer.speaking(script);
    return SwarmPlan.of(SIZE, server.address());
  }

  /** Sends the texts to everybody who greets, and stays until they leave. */
  private SwarmPlan saying(String... texts) {
    return plan(peer -> {
          peer.read();
          for (String text : texts) {
            peer.text(text);
          }
          answerClose(peer);
        })
        .greeting(n -> "hello");
  }

  private static void answerClose(ScriptedPeer peer) throws IOException {
    for (Frame frame = peer.read(); frame.opcode() != Frame.CLOSE; ) {
      frame = peer.read();
    }
    peer.send(Frame.close(1000, ""));
  }

  @Test
  void awaitEach_everyConnectionGetsItsMessages() {
    var greetings = new ConcurrentSkipListSet<String>();
    SwarmPlan plan =
        plan(peer -> {
              greetings.add(peer.read().text());
              peer.text("x");
              peer.text("x");
              answerClose(peer);
            })
            .greeting(n -> "reg:t:" + n)
            .dialling(5)
            .from("127.0.0.1", "127.0.0.2", "127.0.0.3")
            .threads(2);
    try (Swarm swarm = plan.open()) {
      swarm.expecting("x");
      swarm.awaitOpen(SOON);
      SwarmReport report = swarm.awaitEach(2, SOON);
      assertThat(report.received()).isEqualTo(2 * SIZE);
      assertThat(report.isFaultless()).isTrue();
      assertThat(report.examples()).isEmpty();
      swarm.expectNothingFor(SHORT);
      swarm.restartCounting();
      assertThat(swarm.report().received()).isZero();
    }
    assertThat(greetings).hasSize(SIZE).contains("reg:t:0", "reg:t:" + (SIZE - 1));
  }

  @Test
  void awaitEach_oneMessageTooFew_fails() {
    try (Swarm swarm = saying("x", "x").open()) {
      assertThatThrownBy(() -> swarm.awaitEach(3, Duration.ofMillis(500)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("not 3 messages each")
          .hasMessageContaining("least=2, most=2");
    }
  }

  @Test
  void awaitEach_oneConnectionMissedOne_fails() {
    var turn = new AtomicInteger();
    SwarmPlan plan =
        plan(peer -> {
              peer.read();
              if (turn.getAndIncrement() != 7) {
                peer.text("x");
              }
              answerClose(peer);
            })
            .greeting(n -> "hello");
    try (Swarm swarm = plan.open()) {
      assertThatThrownBy(() -> swarm.awaitEach(1, Duration.ofMillis(500)))
          .hasMessageContaining("least=0, most=1, received=" + (SIZE - 1));
    }
  }

  @Test
  void awaitEach_oneMessageTooMany_failsAtOnce() {
    try (Swarm swarm = saying("x", "x").open()) {
      assertThatThrownBy(() -> swarm.awaitEach(1, Duration.ofMinutes(5)))
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void awaitEach_wrongMessage_fails() {
    SwarmPlan plan =
        plan(
            peer -> {
              peer.read();
              peer.text("right");
              peer.text("wrong");
              answerClose(peer);
            });
    try (Swarm swarm = plan.open()) {
      swarm.expecting("right");
      swarm.awaitOpen(SOON);
      swarm.sendAll(n -> "go");
      assertThatThrownBy(() -> swarm.awaitEach(2, SOON))
          .hasMessageContaining("#")
          .hasMessageContaining("1 wrong");
    }
  }

  @Test
  void numbered_lossesDuplicatesAndDisorder_areTold() {
    SwarmPlan plan = saying("m1", "m2 x", "other", "m5", "m5", "m4", "m6").numbered("m", 0);
    try (Swarm swarm = plan.open()) {
      SwarmReport report = swarm.await("seven", now -> now.eachReceived(7), now -> false, SOON);
      assertThat(report.missing()).as("m0 and m3").isEqualTo(2 * SIZE);
      assertThat(report.duplicates()).as("m5").isEqualTo(SIZE);
      assertThat(report.late()).as("m4").isEqualTo(SIZE);
      assertThat(report.isFaultless()).isFalse();
      assertThat(report.examples()).isNotEmpty();
      assertThatThrownBy(() -> swarm.awaitEach(7, SOON)).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void closings_andDrops_areTold() {
    var turn = new AtomicInteger();
    SwarmPlan plan =
        plan(peer -> {
              peer.read();
              switch (turn.getAndIncrement() % 3) {
                case 0 -> peer.send(Frame.close(1001, "going away"));
                case 1 -> peer.reset();
                default -> peer.awaitEnd();
              }
            })
            .greeting(n -> "hello");
    try (Swarm swarm = plan.open()) {
      SwarmReport report =
          swarm.await("two thirds gone", now -> now.closed() == SIZE / 3 * 2, now -> false, SOON);
      assertThat(report.closeCodes()).containsEntry(1001, SIZE / 3).containsEntry(1006, SIZE / 3);
      assertThat(report.allOpen()).isFalse();
      assertThat(report.examples()).anyMatch(text -> text.contains("CLOSED"));
      assertThatThrownBy(() -> swarm.awaitOpen(SOON)).isInstanceOf(AssertionError.class);
      for (int n = 0; n < SIZE; n++) {
        swarm.drop(n);
      }
      swarm.awaitClosed(SOON);
      assertThat(swarm.report().dropped()).isEqualTo(SIZE / 3);
    }
  }

  @Test
  void open_refusedOrNobodyThere_fails() {
    server = ScriptedServer.answering(request -> ScriptedServer.answer(503, "text/plain", "full"));
    try (Swarm swarm = SwarmPlan.of(3, server.address()).open()) {
      assertThatThrownBy(() -> swarm.awaitOpen(SOON)).hasMessageContaining("503");
    }
    URI nobody = server.address();
    server.close();
    try (Swarm swarm = SwarmPlan.of(3, nobody).open()) {
      assertThatThrownBy(() -> swarm.awaitOpen(SOON)).hasMessageContaining("failed=3");
    }
  }

  @Test
  void pings_areAnswered_andLargeOrFragmentedMessagesCountOnce() {
    SwarmPlan plan =
        plan(
            peer -> {
              peer.send(Frame.of(Frame.PING, new byte[] {'p'}));
              peer.text(peer.read().text() + "z".repeat(600_000));
              Frame part = Frame.of(Frame.TEXT, new byte[] {'z'});
              peer.send(part.withFin(false));
              peer.send(Frame.of(Frame.PING, new byte[0]));
              peer.send(new Frame(true, 0, Frame.CONTINUATION, false, part.payload()));
              answerClose(peer);
            });
    try (Swarm swarm = plan.open()) {
      assertThat(swarm.awaitEach(2, SOON).isFaultless()).isTrue();
    }
  }

  @Test
  void stall_stopsReading_untilResumed() {
    try (Swarm swarm = plan(ScriptedServer::echo).open()) {
      swarm.awaitOpen(SOON);
      swarm.stall(3);
      swarm.sendAll(n -> "x");
      SwarmReport others =
          swarm.await("all but one", now -> now.received() == SIZE - 1, now -> false, SOON);
      assertThat(others.least()).isZero();
      swarm.expectNothingFor(SHORT);
      swarm.resume(3);
      swarm.awaitEach(1, SOON);
      swarm.send(3, "y");
      swarm.await("one more", now -> now.most() == 2, now -> false, SOON);
      assertThatThrownBy(() -> swarm.awaitEach(1, SOON)).isInstanceOf(AssertionError.class);
    }
  }
}
