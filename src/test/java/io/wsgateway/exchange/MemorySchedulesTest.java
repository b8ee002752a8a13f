package io.wsgateway.exchange;

import static io.wsgateway.exchange.SchedulesSteps.add;
import static io.wsgateway.exchange.SchedulesSteps.assertFails;
import static io.wsgateway.exchange.SchedulesSteps.entry;
import static io.wsgateway.exchange.SchedulesSteps.isThere;
import static io.wsgateway.exchange.SchedulesSteps.remove;
import static io.wsgateway.exchange.SchedulesSteps.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Scheduled;
import io.wsgateway.core.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MemorySchedulesTest extends SchedulesContract {
  private static final long MANY_BYTES = 100 << 20;

  private final TestClock clock = new TestClock();

  @Override
  Schedules newSchedules(int maxEntries) {
    return new MemorySchedules(maxEntries, MANY_BYTES, Thread::new, InstantSource.system());
  }

  private Schedules withTestClock() {
    return start(new MemorySchedules(10, MANY_BYTES, Thread::new, clock), receiver);
  }

  private Scheduled inAnHour(String id) {
    return entry(id, clock.instant().plus(Duration.ofHours(1)));
  }

  @Test
  void isNotShared() {
    assertThat(newSchedules(1).isShared()).isFalse();
  }

  @Test
  void clockThatIsSet_isFollowed() {
    Schedules schedules = withTestClock();
    add(schedules, inAnHour("a"));
    clock.advance(Duration.ofMinutes(59));
    add(schedules, inAnHour("b"));
    clock.advance(Duration.ofMinutes(1));
    receiver.await(1);
    assertThat(receiver.ids()).containsExactly("a");
    assertThat(isThere(schedules, "b")).isTrue();
  }

  @Test
  void receiverThatFails_isGivenItAgainAfterTheLease_andGivenUpAfterAnHour() {
    receiver.does(entry -> CompletableFuture.failedFuture(new IllegalStateException("for a test")));
    Schedules schedules = withTestClock();
    add(schedules, inAnHour("a"));
    clock.advance(Duration.ofHours(1));
    receiver.await(1);
    clock.advance(DueGiver.LEASE);
    receiver.await(2);
    assertThat(isThere(schedules, "a")).isTrue();
    clock.advance(DueGiver.GIVE_UP);
    receiver.await(3);
    Eventually.await("it is given up", () -> !isThere(schedules, "a"));
  }

  @Test
  void receiverThatNeverEnds_isGivenItAgain() {
    CompletableFuture<Void> first = new CompletableFuture<>();
    receiver.does(entry -> first);
    Schedules schedules = withTestClock();
    add(schedules, inAnHour("a"));
    clock.advance(Duration.ofHours(1));
    receiver.await(1);
    clock.advance(DueGiver.LEASE);
    receiver.await(2);
    first.complete(null);
    Eventually.await("it is forgotten", () -> !isThere(schedules, "a"));
  }

  @Test
  void tooManyBytes_areRefused() {
    Schedules schedules = new MemorySchedules(100, 3 << 20, Thread::new, clock);
    Instant due = clock.instant();
    add(schedules, new Scheduled("shop", "a", due, new byte[2 << 20]));
    Scheduled large = new Scheduled("shop", "b", due, new byte[1 << 20]);
    assertFails(schedules.add(large), ErrorCode.LIMIT, "more than 3 MB");
    add(schedules, new Scheduled("shop", "c", due, new byte[1_000]));
    assertThat(remove(schedules, "a")).isTrue();
    add(schedules, large);
  }

  @Test
  void addedBeforeTheStart_isGivenThen() {
    Schedules schedules = newSchedules(10);
    add(schedules, soon("a"));
    start(schedules, receiver);
    receiver.await(1);
  }
}
