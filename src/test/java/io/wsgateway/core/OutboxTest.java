package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final Counters counters = new Counters();
  private final RecordingTransport transport = RecordingTransport.held();
  private final Outbox outbox = new Outbox(transport, TestLanes.of(3, 10, counters));

  @Test
  void flush_whileOneWriteIsInFlight_waitsAndThenWritesAllAtOnce() {
    send("a");
    send("b");
    send("c");
    assertThat(transport.writes).containsExactly(List.of("a"));

    transport.completeWrite();

    assertThat(transport.writes).containsExactly(List.of("a"), List.of("b", "c"));
  }

  @Test
  void add_beyondMessages_closesAndCountsAllThatIsLost() {
    send("a");
    send("b");
    send("c");

    send("d");

    assertThat(transport.closes).containsExactly(DisconnectReason.SLOW_CONSUMER);
    assertThat(counters.drops(Counters.Drop.SLOW_CONSUMER)).isEqualTo(4);
    assertThat(counters.closes(DisconnectReason.SLOW_CONSUMER)).isEqualTo(1);
    assertThat(outbox.messages()).isZero();
    assertThat(outbox.bytes()).isZero();
  }

  @Test
  void add_beyondBytes_closes() {
    send("123456");

    send("12345");

    assertThat(transport.closes).containsExactly(DisconnectReason.SLOW_CONSUMER);
  }

  @Test
  void add_oneMessageLargerThanTheBound_passesAlone() {
    send("a message of many bytes");

    assertThat(transport.messages()).containsExactly("a message of many bytes");
    assertThat(transport.closes).isEmpty();
  }

  @Test
  void complete_freesTheRoom() {
    send("123456");
    transport.completeWrite();

    send("123456");

    assertThat(transport.closes).isEmpty();
    assertThat(outbox.messages()).isEqualTo(1);
    assertThat(outbox.bytes()).isEqualTo(6);
    assertThat(counters.deliveries()).isEqualTo(1);
  }

  @Test
  void complete_withFailure_closesOnce() {
    send("a");
    send("b");

    transport.failWrite();
    send("c");

    assertThat(transport.closes).containsExactly(DisconnectReason.WRITE_FAILED);
    assertThat(counters.drops(Counters.Drop.CLOSED)).isEqualTo(3);
    assertThat(transport.messages()).containsExactly("a");
  }

  @Test
  void closeWhenEmpty_writesWhatWaitsAndRefusesMore() {
    send("a");
    send("b");

    outbox.closeWhenEmpty(DisconnectReason.GOING_AWAY);
    send("c");
    assertThat(transport.closes).isEmpty();
    transport.completeWrite();
    transport.completeWrite();

    assertThat(transport.messages()).containsExactly("a", "b");
    assertThat(transport.closes).containsExactly(DisconnectReason.GOING_AWAY);
    assertThat(counters.drops(Counters.Drop.CLOSED)).isEqualTo(1);
  }

  @Test
  void flush_whenCompletionsComeFromWithinTheWrite_doesNotRecurse() {
    RecordingTransport immediate = RecordingTransport.immediate();
    Outbox eager = new Outbox(immediate, TestLanes.of(100_000, 1_000_000, counters));

    for (int i = 0; i < 50_000; i++) {
      eager.add(Payload.text("x"));
      eager.flush();
    }

    assertThat(immediate.messages()).hasSize(50_000);
    assertThat(eager.messages()).isZero();
  }

  @Test
  void socketGone_countsWhatWasNotWritten() {
    send("a");
    send("b");

    outbox.socketGone();
    transport.completeWrite();

    assertThat(counters.drops(Counters.Drop.CLOSED)).isEqualTo(2);
    assertThat(counters.deliveries()).isZero();
    assertThat(transport.closes).isEmpty();
  }

  private void send(String text) {
    outbox.add(Payload.text(text));
    outbox.flush();
  }
}
