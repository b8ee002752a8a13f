package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {
  private static final Duration LINGER = Duration.ofSeconds(2);

  private long now;
  private final Subscriptions subscriptions =
      new Subscriptions(LINGER, Duration.ofSeconds(5), () -> now);

  private CompletableFuture<Void> want(String channel) {
    return subscriptions.want(channel).toCompletableFuture();
  }

  private Subscriptions.Change next() {
    return subscriptions.next(100, 1_000);
  }

  private void settle(String channel) {
    want(channel);
    assertThat(next()).isEqualTo(new Subscriptions.Change(true, List.of(channel)));
    subscriptions.confirmed(channel);
  }

  private void advance(Duration by) {
    now += by.toNanos();
  }

  @Test
  void want_withoutConnection_isDoneAtOnce_andAskedForLater() {
    assertThat(want("a")).isCompleted();
    assertThat(next()).isNull();
    subscriptions.connected();
    assertThat(next()).isEqualTo(new Subscriptions.Change(true, List.of("a")));
    assertThat(next()).isNull();
  }

  @Test
  void want_isDoneWhenConfirmed() {
    subscriptions.connected();
    CompletableFuture<Void> first = want("a");
    CompletableFuture<Void> second = want("a");
    assertThat(next().channels()).containsExactly("a");
    assertThat(first).isNotDone();
    assertThat(subscriptions.own("a")).isEqualTo(Subscriptions.Own.UNSETTLED);

    subscriptions.confirmed("a");

    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThat(want("a")).isCompleted();
    assertThat(subscriptions.own("a")).isEqualTo(Subscriptions.Own.YES);
  }

  @Test
  void unwant_isToldAfterAWhile_andForgottenWhenConfirmed() {
    subscriptions.connected();
    settle("a");
    subscriptions.unwant("a");
    assertThat(subscriptions.wants("a")).isFalse();
    assertThat(subscriptions.own("a")).isEqualTo(Subscriptions.Own.YES);
    assertThat(next()).isNull();
    assertThat(subscriptions.nanosUntilDue(Long.MAX_VALUE)).isEqualTo(LINGER.toNanos());

    advance(LINGER);
    assertThat(next()).isEqualTo(new Subscriptions.Change(false, List.of("a")));
    assertThat(subscriptions.own("a")).isEqualTo(Subscriptions.Own.UNSETTLED);
    subscriptions.confirmed("a");
    assertThat(subscriptions.own("a")).isEqualTo(Subscriptions.Own.NO);
  }

  @Test
  void unwant_takenBackInTime_isNeverTold() {
    subscriptions.connected();
    settle("a");
    for (int i = 0; i < 10; i++) {
      subscriptions.unwant("a");
      advance(LINGER.dividedBy(2));
      assertThat(want("a")).isCompleted();
    }
    advance(LINGER.multipliedBy(2));
    assertThat(next()).isNull();
    assertThat(subscriptions.wants("a")).isTrue();
  }

  @Test
  void want_whileUnsubscribing_isDoneOnlyWhenSubscribedAgain() {
    subscriptions.connected();
    settle("a");
    subscriptions.unwant("a");
    advance(LINGER);
    assertThat(next().subscribe()).isFalse();
    CompletableFuture<Void> again = want("a");
    assertThat(next().subscribe()).isTrue();

    subscriptions.confirmed("a");
    assertThat(again).isNotDone();
    subscriptions.confirmed("a");
    assertThat(again).isCompleted();
  }

  @Test
  void want_unwantedAndWantedAgainBeforeItIsTold_isToldOnce() {
    subscriptions.connected();
    settle("a");
    subscriptions.unwant("a");
    advance(LINGER);
    assertThat(next().subscribe()).isFalse();
    want("a");
    subscriptions.unwant("a");
    assertThat(next()).isNull();
    CompletableFuture<Void> again = want("a");
    assertThat(next()).isEqualTo(new Subscriptions.Change(true, List.of("a")));
    subscriptions.confirmed("a");
    subscriptions.confirmed("a");
    assertThat(again).isCompleted();
  }

  @Test
  void disconnected_completesWhatWaits_andAllIsAskedForAgain() {
    subscriptions.connected();
    settle("a");
    settle("gone");
    CompletableFuture<Void> waiting = want("b");
    assertThat(next()).isNotNull();
    subscriptions.unwant("gone");

    subscriptions.disconnected();

    assertThat(waiting).isCompleted();
    assertThat(subscriptions.own("a")).isEqualTo(Subscriptions.Own.UNSETTLED);
    assertThat(subscriptions.own("gone")).isEqualTo(Subscriptions.Own.NO);
    subscriptions.connected();
    assertThat(next().channels()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void giveUpWaiting_completesWhatRedisDoesNotConfirm() {
    subscriptions.connected();
    CompletableFuture<Void> early = want("a");
    advance(Duration.ofSeconds(4));
    CompletableFuture<Void> late = want("b");
    subscriptions.giveUpWaiting();
    assertThat(early).isNotDone();

    advance(Duration.ofSeconds(1));
    subscriptions.giveUpWaiting();
    assertThat(early).isCompleted();
    assertThat(late).isNotDone();
  }

  @Test
  void next_isBounded() {
    subscriptions.connected();
    IntStream.range(0, 250).forEach(i -> want("channel " + i));
    assertThat(subscriptions.next(100, 10_000).channels()).hasSize(100);
    assertThat(subscriptions.next(1_000, 100).channels()).hasSizeLessThan(20);
    IntStream.range(0, 250).forEach(i -> subscriptions.unwant("channel " + i));
    advance(LINGER);
    assertThat(subscriptions.next(100, 10_000).channels()).hasSize(100);
  }
}
