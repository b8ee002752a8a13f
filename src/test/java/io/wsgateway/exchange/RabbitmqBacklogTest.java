package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RabbitmqBacklogTest {
  private static final int SMALL = 100;

  private long now;
  private final List<String> fates = new ArrayList<>();
  private final RabbitmqBacklog backlog = new RabbitmqBacklog(1_000, 1 << 20, () -> now);

  private RabbitmqMessage message(String key, int size) {
    return new RabbitmqMessage(key, new byte[size], fate -> fates.add(key + " " + fate));
  }

  private void write(String... keys) {
    for (String key : keys) {
      assertThat(backlog.add(message(key, SMALL))).isTrue();
      assertThat(backlog.hasNext()).isTrue();
      assertThat(backlog.next().message().key()).isEqualTo(key);
    }
  }

  private void tell(List<RabbitmqBacklog.Settled> settled) {
    settled.forEach(RabbitmqBacklog.Settled::tell);
  }

  @Test
  void confirmed_settlesOneOrAllUpToIt() {
    write("a", "b", "c", "d");
    tell(backlog.confirmed(2, false));
    assertThat(fates).containsExactly("b TAKEN");
    tell(backlog.confirmed(3, true));
    assertThat(fates).containsExactly("b TAKEN", "a TAKEN", "c TAKEN");
    tell(backlog.confirmed(3, true));
    assertThat(backlog.isEmpty()).isFalse();
    tell(backlog.confirmed(4, false));
    assertThat(fates).hasSize(4);
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void returned_beforeItIsConfirmed_isUnwantedOnce() {
    write("a", "b");
    tell(backlog.returned(1));
    tell(backlog.confirmed(2, true));
    assertThat(fates).containsExactly("a UNWANTED", "b TAKEN");
  }

  @Test
  void refused_andReturnedThen_isUnwanted() {
    write("a");
    tell(backlog.refused(1, false));
    assertThat(fates).isEmpty();
    tell(backlog.returned(1));
    assertThat(fates).containsExactly("a UNWANTED");
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void refused_andNotReturned_isLostAsSoonAsSomethingLaterIsConfirmed() {
    write("a", "b", "c");
    tell(backlog.refused(2, true));
    tell(backlog.confirmed(3, false));
    assertThat(fates).containsExactly("a LOST", "b LOST", "c TAKEN");
  }

  @Test
  void refused_andNothingLater_isGivenUp() {
    write("a", "b");
    assertThat(backlog.isAllRefused()).isFalse();
    tell(backlog.refused(2, true));
    assertThat(backlog.isAllRefused()).isTrue();
    tell(backlog.giveUpRefused());
    assertThat(fates).containsExactly("a LOST", "b LOST");
  }

  @Test
  void lost_isAllThatWaitsOrIsUnconfirmed() {
    write("a");
    backlog.add(message("b", SMALL));
    tell(backlog.lost());
    assertThat(fates).containsExactly("a LOST", "b LOST");
    assertThat(backlog.isEmpty()).isTrue();
    assertThat(backlog.hasNext()).isFalse();
  }

  @Test
  void unconfirmed_isBounded_andOneLargeMessagePasses() {
    write("a");
    backlog.add(message("large", 1 << 19));
    assertThat(backlog.hasNext()).isFalse();
    tell(backlog.confirmed(1, false));
    assertThat(backlog.hasNext()).isTrue();
    backlog.next();
    backlog.add(message("b", SMALL));
    assertThat(backlog.hasNext()).isFalse();
  }

  @Test
  void pending_isBoundedInNumberAndSize_unlessItIsAlone() {
    assertThat(backlog.add(message("huge", 2 << 20))).isTrue();
    assertThat(backlog.add(message("b", 0))).isFalse();
    tell(backlog.lost());
    for (int i = 0; i < 1_000; i++) {
      assertThat(backlog.add(message("small", 0))).isTrue();
    }
    assertThat(backlog.add(message("one more", 0))).isFalse();
  }

  @Test
  void silence_isSinceTheOldestOrTheLastWord() {
    now = 1_000;
    assertThat(backlog.silence()).isZero();
    write("a");
    now = 1_500;
    write("b");
    assertThat(backlog.silence()).isEqualTo(500);
    tell(backlog.confirmed(2, false));
    now = 1_600;
    assertThat(backlog.silence()).isEqualTo(100);
    tell(backlog.confirmed(1, false));
    assertThat(backlog.silence()).isZero();
  }

  @Test
  void renumber_countsFromOneAgain() {
    write("a");
    tell(backlog.lost());
    backlog.renumber();
    backlog.add(message("b", SMALL));
    assertThat(backlog.next().number()).isEqualTo(1);
  }
}
