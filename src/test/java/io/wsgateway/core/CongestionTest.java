package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CongestionTest {
  private static final int ROOM = 8;
  private final OutboxLimits limits = new OutboxLimits(ROOM, 1 << 20);
  private final Lane lane = TestLanes.of(ROOM, 1 << 20, new Counters());
  private final List<RecordingTransport> transports = new ArrayList<>();
  private final List<Outbox> outboxes = new ArrayList<>();
  private long now;
  private final Congestion congestion = new Congestion(() -> now, 3);

  @Test
  void whenMostAreBehind_theLaneWaits_untilMostAreNot() {
    clients(4);
    send(3, 0, 1, 2, 3);
    assertThat(congestion.isJammed(limits)).isTrue();

    read(0);
    assertThat(congestion.isJammed(limits)).isTrue();
    read(1);

    assertThat(congestion.isJammed(limits)).isFalse();
  }

  @Test
  void whenSomeAreBehind_nobodyWaits() {
    clients(4);
    send(1, 2, 3);
    send(5, 0, 1);

    assertThat(congestion.isJammed(limits)).isFalse();
  }

  @Test
  void whoWasSentSomethingASecondAgo_isCountedAmongAll() {
    clients(4);
    send(1, 1, 2, 3);
    pass(1_100);
    send(5, 0);

    assertThat(congestion.isJammed(limits)).isFalse();
    pass(2_500);
    read(0);
    read(1);
    send(3, 0);
    assertThat(congestion.isJammed(limits)).isTrue();
  }

  @Test
  void whoStillReadsWhatItWasSentLongAgo_isNobodyToWaitFor() {
    clients(4);
    send(4, 0, 1, 2);
    pass(1_100);
    send(1, 3);
    read(3);
    pass(1_100);
    read(0);
    send(1, 3);

    assertThat(congestion.isJammed(limits)).isFalse();
  }

  @Test
  void aLaneThatWaitsForLong_goesOnWaitingForTheSame() {
    clients(4);
    send(4, 0, 1, 2, 3);
    for (int i = 0; i < 10; i++) {
      assertThat(congestion.isJammed(limits)).isTrue();
      pass(250);
      // Writes end, and as much waits again.
      transports.get(0).completeWrite();
      while (outboxes.get(0).messages() < 4) {
        outboxes.get(0).add(Payload.text("x"));
        outboxes.get(0).flush();
      }
    }
    congestion.beginRound();

    assertThat(congestion.isJammed(limits)).isTrue();
  }

  @Test
  void whoDoNotReadAtAll_areWaitedForOnce_andThenNotUntilTheyRead() {
    clients(3);
    send(4, 0, 1, 2);
    assertThat(congestion.isJammed(limits)).isTrue();
    pass(250);
    assertThat(congestion.isJammed(limits)).isTrue();
    pass(51);
    assertThat(congestion.isJammed(limits)).isFalse();

    send(1, 0, 1, 2);
    assertThat(congestion.isJammed(limits)).isFalse();

    transports.forEach(RecordingTransport::completeWrite);
    send(3, 0, 1, 2);
    assertThat(congestion.isJammed(limits)).isTrue();
  }

  @Test
  void whoFallsBehind_isWaitedFor_thoughSomebodyStoppedReadingBefore() {
    clients(4);
    send(3, 0);
    for (int i = 0; i < 10; i++) {
      pass(250);
      assertThat(congestion.isJammed(limits)).isFalse();
    }

    send(3, 1, 2, 3);
    assertThat(congestion.isJammed(limits)).isTrue();
    pass(250);
    assertThat(congestion.isJammed(limits)).isTrue();
  }

  @Test
  void whenTheNodeHasPaused_nobodyIsTakenForOneWhoDoesNotRead() {
    clients(3);
    send(4, 0, 1, 2);
    assertThat(congestion.isJammed(limits)).isTrue();
    pass(600);
    assertThat(congestion.isJammed(limits)).isTrue();
    pass(250);
    assertThat(congestion.isJammed(limits)).isTrue();
    pass(51);
    assertThat(congestion.isJammed(limits)).isFalse();
  }

  @Test
  void asLongAsSomeRead_allAreWaitedFor() {
    clients(20);
    for (int i = 0; i < 20; i++) {
      send(4, i);
    }
    // Writes end one after the other, and what waits goes out: they stay behind.
    for (int i = 0; i < 9; i++) {
      pass(250);
      assertThat(congestion.isJammed(limits)).as("client %s", i).isTrue();
      read(i);
    }
    pass(250);
    assertThat(congestion.isJammed(limits)).isTrue();
    pass(300);
    assertThat(congestion.isJammed(limits)).isFalse();
  }

  @Test
  void mostWhoDoNotRead_areNotWaitedFor_becauseOneDrips() {
    clients(4);
    send(4, 0, 1, 2);
    for (int i = 0; i < 12; i++) {
      assertThat(congestion.isJammed(limits)).as("look %s", i).isTrue();
      pass(250);
      transports.get(0).writeSome();
    }
    pass(1);
    assertThat(congestion.isJammed(limits)).isFalse();

    transports.get(1).completeWrite();
    send(4, 0, 1, 2);
    assertThat(congestion.isJammed(limits)).as("one of them reads again").isTrue();
  }

  /** One that reads slowly must not keep what is for others, who may be on other lanes. */
  @Test
  void ofAFew_theLaneWaitsForAMomentAtATime() {
    clients(1);
    Congestion ofMany = new Congestion(() -> now, 2);
    long end = 10_000;
    long waited = 0;
    long longest = 0;
    long wait = 0;
    for (long time = 0; time < end; time++) {
      fill(outboxes.get(0));
      if (wait == 0) {
        ofMany.sent(outboxes.get(0), limits);
        ofMany.beginRound();
      }
      wait = ofMany.isJammed(limits) ? wait + 1 : 0;
      waited += wait > 0 ? 1 : 0;
      longest = Math.max(longest, wait);
      pass(1);
      if (time % 200 == 0) {
        transports.get(0).completeWrite();
      }
    }

    // Half of the time, and what it had saved before.
    assertThat(waited).isBetween(end * 48 / 100, end * 54 / 100);
    assertThat(longest).isLessThanOrEqualTo(Congestion.PATIENCE.toMillis() + 2);
  }

  @Test
  void fiveOnALaneAreMany() {
    assertThat(waits(4)).isLessThan(Congestion.PATIENCE.toMillis() + 2);
    assertThat(waits(5)).isGreaterThan(2_000);
  }

  /** How many milliseconds a lane waits at once for so many, of whom one reads. */
  private long waits(int active) {
    Congestion usual = new Congestion(() -> now);
    List<Outbox> all = new ArrayList<>();
    RecordingTransport reader = RecordingTransport.held();
    for (int i = 0; i < active; i++) {
      all.add(new Outbox(i == 0 ? reader : RecordingTransport.held(), lane));
    }
    usual.beginRound();
    for (Outbox outbox : all) {
      fill(outbox);
      usual.sent(outbox, limits);
    }
    long waited = 0;
    while (waited < 3_000 && usual.isJammed(limits)) {
      pass(1);
      waited++;
      if (waited % 200 == 0) {
        reader.completeWrite();
        fill(all.get(0));
      }
    }
    return waited;
  }

  private static void fill(Outbox outbox) {
    while (outbox.messages() < 6) {
      outbox.add(Payload.text("x"));
      outbox.flush();
    }
  }

  @Test
  void inATimeOfJams_theLaneWaitsForWhoIsAboutToOverflow() {
    clients(4);
    send(1, 1, 2, 3);
    send(5, 0);
    assertThat(congestion.isJammed(limits)).as("it is slower than the others").isFalse();
    send(2, 1, 2, 3);
    assertThat(congestion.isJammed(limits)).as("all are").isTrue();
    read(0);
    send(5, 0);
    read(1);
    read(2);
    read(3);

    int waited = 0;
    boolean waits = false;
    for (int i = 0; i < 70; i++) {
      pass(14);
      transports.get(0).completeWrite();
      fill(outboxes.get(0));
      if (!waits) {
        congestion.beginRound();
      }
      waits = congestion.isJammed(limits);
      waited += waits ? 1 : 0;
    }

    // As long as it may at a time, 300 ms, and then half of the time.
    assertThat(waited).isBetween(43, 48);
    pass(300);
    assertThat(congestion.isJammed(limits)).as("the jam is over").isFalse();
  }

  private void clients(int count) {
    for (int i = 0; i < count; i++) {
      RecordingTransport transport = RecordingTransport.held();
      transports.add(transport);
      outboxes.add(new Outbox(transport, lane));
    }
  }

  private void send(int messages, int... clients) {
    congestion.beginRound();
    for (int client : clients) {
      Outbox outbox = outboxes.get(client);
      for (int i = 0; i < messages; i++) {
        outbox.add(Payload.text("x"));
        outbox.flush();
      }
      congestion.sent(outbox, limits);
    }
  }

  /** All that it was sent. */
  private void read(int client) {
    while (outboxes.get(client).messages() > 0) {
      transports.get(client).completeWrite();
    }
  }

  private void pass(long millis) {
    now += millis * 1_000_000;
  }
}
