package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AlarmTest {
  private static final long NEVER = TimeUnit.DAYS.toNanos(1);

  private final AtomicInteger turns = new AtomicInteger();

  private void awaitTurns(int count) {
    Eventually.await(count + " turns", () -> turns.get() >= count);
  }

  @Test
  void work_isDoneAtOnce_whenItIsTime_andWhenWoken() {
    Alarm alarm = new Alarm("test-alarm", () -> turns.incrementAndGet() < 3 ? 1_000_000 : NEVER);
    alarm.start(Thread::new);
    awaitTurns(3);
    alarm.wake();
    awaitTurns(4);
    alarm.stop();
    assertThat(turns).hasValue(4);
  }

  @Test
  void workThatFails_isDoneAgain() {
    Alarm alarm =
        new Alarm(
            "test-alarm",
            () -> {
              if (turns.incrementAndGet() == 1) {
                throw new IllegalStateException("for a test");
              }
              return NEVER;
            });
    alarm.start(Thread::new);
    awaitTurns(2);
    alarm.stop();
  }

  @Test
  void stop_waitsForTheWork_andEndsTheThread() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch stopping = new CountDownLatch(1);
    AtomicInteger finished = new AtomicInteger();
    Thread[] thread = new Thread[1];
    Alarm alarm =
        new Alarm(
            "test-alarm",
            () -> {
              begun.countDown();
              awaitQuietly(stopping);
              finished.incrementAndGet();
              return NEVER;
            });
    alarm.start(
        work -> {
          thread[0] = new Thread(work);
          return thread[0];
        });
    begun.await();
    new Thread(stopping::countDown).start();
    alarm.stop();
    assertThat(finished).hasValue(1);
    thread[0].join(Duration.ofSeconds(5).toMillis());
    assertThat(thread[0].isAlive()).isFalse();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
