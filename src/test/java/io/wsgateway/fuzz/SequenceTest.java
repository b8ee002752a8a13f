package io.wsgateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.Event.Kind;
import org.junit.jupiter.api.Test;

/** A bystander's sequence sees what is missing, doubled, out of order, and the end. */
class SequenceTest {
  private final Sequence sequence = new Sequence("mark");

  @Test
  void completeSequence_inAnyDialect_isFine() {
    assertThat(sequence.take(text("mark#1"))).isEmpty();
    assertThat(sequence.take(text("{\"type\":\"ping\"}"))).isEmpty();
    assertThat(sequence.take(text("{\"app\":\"im\",\"member_id\":7,\"text\":\"mark#2\"}")))
        .isEmpty();
    assertThat(sequence.take(text("mar#7 other#9 mark7"))).isEmpty();
    assertThat(sequence.take(new Event(Kind.PING, "mark#9", 0))).isEmpty();
    assertThat(sequence.take(text("{\"data\":{\"text\":\"mark#3\"}}"))).isEmpty();
    assertThat(sequence.last()).isEqualTo(3);
  }

  @Test
  void missedMessage_isSeen() {
    sequence.take(text("mark#1"));

    assertThat(sequence.take(text("mark#3"))).get().asString().contains("2").contains("3");
  }

  @Test
  void doubledOrLateMessage_isSeen() {
    sequence.take(text("mark#1"));
    sequence.take(text("mark#2"));

    assertThat(sequence.take(text("mark#2"))).isPresent();
    assertThat(sequence.take(text("mark#1"))).isPresent();
  }

  @Test
  void endOfTheConnection_isSeen() {
    assertThat(sequence.take(new Event(Kind.CLOSE, "", 4001))).isPresent();
    assertThat(sequence.take(new Event(Kind.END, "fin", 0))).isPresent();
    assertThat(sequence.take(new Event(Kind.VIOLATION, "masked", 0))).isPresent();
  }

  private static Event text(String text) {
    return new Event(Kind.TEXT, text, 0);
  }
}
