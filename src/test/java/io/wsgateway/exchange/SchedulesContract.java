package io.wsgateway.exchange;

import static io.wsgateway.exchange.SchedulesSteps.add;
import static io.wsgateway.exchange.SchedulesSteps.assertFails;
import static io.wsgateway.exchange.SchedulesSteps.entry;
import static io.wsgateway.exchange.SchedulesSteps.isThere;
import static io.wsgateway.exchange.SchedulesSteps.remove;
import static io.wsgateway.exchange.SchedulesSteps.soon;
import static io.wsgateway.exchange.SchedulesSteps.tomorrow;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Scheduled;
import io.wsgateway.core.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What everything keeps to that keeps what waits for its time. */
abstract class SchedulesContract {
  final TestReceiver receiver = new TestReceiver();
  private final List<Schedules> started = new ArrayList<>();

  /** Not yet started. */
  abstract Schedules newSchedules(int maxEntries);

  /** Waits until it is ready, where that takes time. */
  void awaitReady(Schedules schedules) {}

  Schedules schedules() {
    return start(newSchedules(10_000), receiver);
  }

  Schedules start(Schedules schedules, Schedules.Receiver to) {
    started.add(schedules);
    schedules.start(to);
    awaitReady(schedules);
    return schedules;
  }

  @AfterEach
  void stopAll() {
    started.forEach(Schedules::stop);
    assertThat(JoiningExchangeContract.gatewayThreads()).isEmpty();
  }

  @Test
  void entry_isGivenOnceAndWithinItsSecond() {
    Schedules schedules = schedules();
    Instant due = Instant.now().plusMillis(700);
    Scheduled entry = entry("e", due);
    add(schedules, entry);
    assertThat(Eventually.get(schedules.find("shop", "e"))).contains(entry);
    assertThat(receiver.gifts()).isEmpty();

    receiver.await(1);

    TestReceiver.Gift gift = receiver.gifts().get(0);
    assertThat(gift.entry()).isEqualTo(entry);
    assertThat(gift.time()).isBetween(due.minusMillis(5), due.plusMillis(1_000));
    Eventually.await("it is forgotten", () -> !isThere(schedules, "e"));
    add(schedules, soon("later"));
    receiver.await(2);
    assertThat(receiver.ids()).containsExactly("e", "later");
  }

  @Test
  void past_isGivenAtOnce() {
    Schedules schedules = schedules();
    add(schedules, entry("a", Instant.now().minusSeconds(5)));
    add(schedules, entry("b", Instant.EPOCH));
    add(schedules, new Scheduled("shop", "", Instant.MIN, new byte[0]));
    receiver.await(3);
    assertThat(receiver.ids()).containsExactlyInAnyOrder("a", "b", "");
  }

  @Test
  void entries_areGivenInTheOrderOfTheirTimes() {
    Schedules schedules = schedules();
    Instant now = Instant.now();
    for (int i : new int[] {4, 2, 9, 1, 7}) {
      add(schedules, entry("e" + i, now.plusMillis(300 + i * 20L)));
    }
    add(schedules, tomorrow("tomorrow"));
    receiver.await(5);
    assertThat(receiver.ids()).containsExactly("e1", "e2", "e4", "e7", "e9");
    assertThat(isThere(schedules, "tomorrow")).isTrue();
  }

  @Test
  void removed_isNotGiven() {
    Schedules schedules = schedules();
    Instant due = Instant.now().plusMillis(400);
    add(schedules, entry("a", due));
    add(schedules, entry("b", due));
    assertThat(remove(schedules, "a")).isTrue();
    assertThat(remove(schedules, "a")).isFalse();
    assertThat(remove(schedules, "never seen")).isFalse();
    assertThat(isThere(schedules, "a")).isFalse();
    add(schedules, entry("c", due.plusMillis(100)));
    receiver.await(2);
    assertThat(receiver.ids()).containsExactly("b", "c");
  }

  @Test
  void whatIsBeingGiven_isThereUntilTheReceiverIsDone_andCannotBeRemovedInTime() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    receiver.does(entry -> done);
    Schedules schedules = schedules();
    add(schedules, soon("a"));
    add(schedules, soon("b"));
    receiver.await(2);
    assertThat(isThere(schedules, "a")).isTrue();
    assertThat(remove(schedules, "a")).isFalse();
    assertThat(isThere(schedules, "a")).isFalse();

    done.complete(null);
    Eventually.await("it is forgotten", () -> !isThere(schedules, "b"));
  }

  @Test
  void addedTwice_isGivenOnce() {
    Schedules schedules = schedules();
    Instant due = Instant.now().plusMillis(300);
    add(schedules, entry("a", due));
    add(schedules, new Scheduled("shop", "a", due.plusMillis(200), new byte[] {1}));
    add(schedules, entry("b", due.plusMillis(400)));
    receiver.await(2);
    assertThat(receiver.ids()).containsExactly("a", "b");
    assertThat(receiver.gifts().get(0).entry()).isEqualTo(entry("a", due));
  }

  @Test
  void apps_neverSeeEachOther() {
    Schedules schedules = schedules();
    Instant due = Instant.now().plus(Duration.ofDays(1));
    add(schedules, new Scheduled("a", "b:c", due, new byte[] {1}));
    add(schedules, new Scheduled("a:b", "c", due, new byte[] {2}));
    assertThat(Eventually.get(schedules.find("a", "c"))).isEmpty();
    assertThat(Eventually.get(schedules.find("a%3Ab", "c"))).isEmpty();
    assertThat(Eventually.get(schedules.remove("a", "b:c"))).isTrue();
    assertThat(Eventually.get(schedules.find("a:b", "c")).orElseThrow().message())
        .containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", ":", " ", "line\nbreak\r\n", "*", "\0", "%3A", "%253A", "日本語"})
  void namesAndMessages_mayHaveAnyCharacters(String text) {
    Schedules schedules = schedules();
    byte[] message = new byte[512];
    IntStream.range(0, 512).forEach(i -> message[i] = (byte) i);
    Scheduled entry = new Scheduled(text, text, Instant.now().plusMillis(50), message);
    add(schedules, entry);
    assertThat(Eventually.get(schedules.find(text, text))).contains(entry);
    receiver.await(1);
    assertThat(receiver.gifts().get(0).entry()).isEqualTo(entry);
    Eventually.await("it is forgotten", () -> Eventually.get(schedules.find(text, text)).isEmpty());
  }

  @Test
  void tooMany_areRefused() {
    Schedules schedules = start(newSchedules(3), receiver);
    for (int i = 0; i < 3; i++) {
      add(schedules, tomorrow("e" + i));
    }
    assertFails(
        schedules.add(tomorrow("e3")), ErrorCode.LIMIT, "3 delayed pushes wait, as many as may");
    add(schedules, tomorrow("e2"));
    assertThat(isThere(schedules, "e3")).isFalse();
    assertThat(remove(schedules, "e0")).isTrue();
    add(schedules, entry("e3", Instant.now()));
    receiver.await(1);
    Eventually.await("there is room again", () -> !isThere(schedules, "e3"));
    add(schedules, tomorrow("e4"));
    assertFails(schedules.add(tomorrow("e5")), ErrorCode.LIMIT, "gateway.schedules.max-entries");
  }

  @Test
  void receiverThatFails_stopsNobodyElse() {
    receiver.does(
        entry -> {
          if (entry.id().equals("thrown")) {
            throw new IllegalStateException("thrown for the test");
          }
          return entry.id().equals("failed")
              ? CompletableFuture.failedFuture(new IllegalStateException("failed for the test"))
              : CompletableFuture.completedFuture(null);
        });
    Schedules schedules = schedules();
    add(schedules, soon("thrown"));
    add(schedules, soon("failed"));
    add(schedules, soon("fine"));
    receiver.await(3);
    Eventually.await("it is forgotten", () -> !isThere(schedules, "fine"));
    assertThat(isThere(schedules, "thrown")).isTrue();
    assertThat(isThere(schedules, "failed")).isTrue();
    assertThat(remove(schedules, "failed")).as("a receiver has had it").isFalse();
    assertThat(isThere(schedules, "failed")).isFalse();
  }

  @Test
  void stop_letsTheReceiverFinish_andGivesNoMore() {
    Schedules schedules = schedules();
    CompletableFuture<Void> done = new CompletableFuture<>();
    receiver.does(entry -> done.completeOnTimeout(null, 300, TimeUnit.MILLISECONDS));
    add(schedules, soon("a"));
    receiver.await(1);
    long begin = System.nanoTime();
    schedules.stop();

    assertThat(done).isDone();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void manyThreads_addAndRemove_andEachEntryIsGivenOrRemoved() {
    Schedules schedules = schedules();
    Set<String> removed = ConcurrentHashMap.newKeySet();
    Instant begin = Instant.now();
    IntStream.range(0, 1_000)
        .parallel()
        .forEach(
            i -> {
              add(schedules, entry("e" + i, begin.plusMillis(new Random(i).nextInt(1_000))));
              if (i % 3 == 0 && remove(schedules, "e" + i)) {
                removed.add("e" + i);
              }
            });
    assertThat(removed).hasSizeGreaterThan(50);
    receiver.await(1_000 - removed.size());
    IntStream.range(0, 1_000)
        .forEach(i -> Eventually.await("all are done", () -> !isThere(schedules, "e" + i)));
    Set<String> all = new HashSet<>(receiver.ids());
    all.addAll(removed);
    assertThat(all).hasSize(1_000);
    assertThat(receiver.ids()).doesNotHaveDuplicates().doesNotContainAnyElementsOf(removed);
  }
}
