package io.wsgateway.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final String STREAM = "a>ann";

  private final AtomicLong clock = new AtomicLong();
  private final History history = new History(clock::get);

  /** Publishes so many messages, one a nanosecond; all are accepted. */
  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      history.accepted(next(), false);
    }
  }

  private Push next() {
    clock.incrementAndGet();
    return history.next(STREAM);
  }

  private void receive(int... numbers) {
    for (int number : numbers) {
      history.received("ann", new Push(STREAM, number, 0).text("filling"));
    }
  }

  private Verdict verdict() {
    return history.verdict("ann", STREAM);
  }

  @Test
  void everythingOnceAndInOrder_isFaultless() {
    publish(3);
    receive(0, 1, 2);
    assertThat(verdict().isFaultless()).isTrue();
    assertThat(history.published(STREAM)).isEqualTo(3);
  }

  @Test
  void whatNeverCame_isLost_alsoAtTheEnd() {
    publish(5);
    receive(0, 2, 3);
    assertThat(verdict().lost()).extracting(Push::number).containsExactly(1, 4);
    assertThat(verdict().isOrderly()).isTrue();
    assertThat(verdict().isFaultless()).isFalse();
  }

  @Test
  void aClientThatGotNothing_hasLostEverything() {
    publish(2);
    assertThat(verdict().lost()).hasSize(2);
    assertThat(history.verdict("bob", STREAM).lost()).hasSize(2);
  }

  @Test
  void whatWasNotAccepted_isNotLost_andMayCome() {
    publish(1);
    next();
    receive(0);
    assertThat(verdict().lost()).isEmpty();
    assertThat(history.unanswered(STREAM)).extracting(Push::number).containsExactly(1);
    receive(1);
    assertThat(verdict().isFaultless()).isTrue();
  }

  @Test
  void whatComesAgain_isADuplicate_notReordered() {
    publish(3);
    receive(0, 1, 1, 2, 0);
    assertThat(verdict().duplicates()).isEqualTo(2);
    assertThat(verdict().reordered()).isZero();
    assertThat(verdict().isOrderly()).isFalse();
  }

  @Test
  void whatComesAfterALaterOne_isReordered_notLost() {
    publish(4);
    receive(0, 2, 1, 3);
    assertThat(verdict().reordered()).isEqualTo(1);
    assertThat(verdict().lost()).isEmpty();
    assertThat(verdict().isFaultless()).isFalse();
  }

  @Test
  void whatNobodyPublished_isUnknown() {
    publish(1);
    receive(0, 7);
    assertThat(verdict().unknown()).isEqualTo(1);
    assertThat(verdict().isFaultless()).isFalse();
  }

  @Test
  void clientsAndStreams_areKeptApart() {
    publish(1);
    history.received("bob", STREAM + "#0");
    history.received("ann", "other#0");
    assertThat(verdict().lost()).hasSize(1);
    assertThat(history.verdict("bob", STREAM).isFaultless()).isTrue();
  }

  @Test
  void slowest_isTheLongestWayToAClient() {
    publish(2);
    receive(0);
    clock.addAndGet(100);
    receive(1);
    assertThat(verdict().slowest()).isEqualTo(Duration.ofNanos(100));
  }

  @Test
  void verdictSince_leavesOutWhatWasPublishedBefore() {
    publish(2);
    clock.addAndGet(100);
    receive(1);
    long since = clock.get() + 1;
    publish(2);
    receive(3);
    Verdict verdict = history.verdict("ann", STREAM, since);
    assertThat(verdict.lost()).extracting(Push::number).containsExactly(2);
    assertThat(verdict.slowest()).isLessThan(Duration.ofNanos(100));
    assertThat(verdict().lost()).hasSize(2);
  }

  @Test
  void slowestAnswer_isTheLongestWaitForAReceipt() {
    Push push = next();
    clock.addAndGet(50);
    history.accepted(push, true);
    publish(1);
    assertThat(history.slowestAnswer(STREAM)).isEqualTo(Duration.ofNanos(50));
  }

  @Test
  void hasReceivedSince_goesByWhenAMessageWasPublished() {
    publish(1);
    long time = clock.get();
    receive(0);
    assertThat(history.hasReceivedSince("ann", STREAM, time)).isFalse();
    publish(1);
    assertThat(history.hasReceivedSince("ann", STREAM, time)).isFalse();
    receive(1);
    assertThat(history.hasReceivedSince("ann", STREAM, time)).isTrue();
    assertThat(history.hasReceivedSince("bob", STREAM, time)).isFalse();
  }

  @Test
  void hasReceivedLast_leavesOutWhatWasNotAccepted() {
    publish(2);
    next();
    receive(0);
    assertThat(history.hasReceivedLast("ann", STREAM)).isFalse();
    receive(1);
    assertThat(history.hasReceivedLast("ann", STREAM)).isTrue();
  }

  @Test
  void undegraded_areThoseInTheTimeWhoseReceiptPromisesAll() {
    publish(1);
    long from = clock.get() + 1;
    publish(1);
    history.accepted(next(), true);
    long to = clock.get();
    publish(1);
    assertThat(history.undegraded(STREAM, from, to)).extracting(Push::number).containsExactly(1);
  }

  @Test
  void textWithoutANumber_isRefused() {
    assertThatThrownBy(() -> history.received("ann", "hello"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hello");
  }
}
