package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimersTest {
  // Just before the clock overflows, as System.nanoTime may.
  private long now = Long.MAX_VALUE - 5;
  private final Timers timers = new Timers(() -> now);
  private final List<String> done = new ArrayList<>();

  @Test
  void work_isDoneWhenItIsDue_inTheOrderOfItsTimes() {
    timers.after(Duration.ofSeconds(2), () -> done.add("second"));
    timers.after(Duration.ofSeconds(1), () -> done.add("first"));
    timers.after(Duration.ofSeconds(3), () -> done.add("third"));

    timers.runDue();
    assertThat(done).isEmpty();
    now += Duration.ofSeconds(2).toNanos();
    timers.runDue();
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void workThatFails_stopsNoOther_andWorkMayComeAgain() {
    timers.after(
        Duration.ZERO,
        () -> {
          throw new IllegalStateException("on purpose");
        });
    timers.after(
        Duration.ofMillis(1), () -> timers.after(Duration.ofMillis(1), () -> done.add("again")));

    now += Duration.ofMillis(1).toNanos();
    timers.runDue();
    now += Duration.ofMillis(1).toNanos();
    timers.runDue();

    assertThat(done).containsExactly("again");
  }

  @Test
  void workThatIsFurtherAway_thanTheWheelTurns_isDoneInItsTime() {
    timers.after(Duration.ofMinutes(10), () -> done.add("ten minutes"));
    timers.after(Duration.ofHours(5), () -> done.add("five hours"));
    timers.after(Duration.ofSeconds(1), () -> done.add("a second"));

    for (int second = 1; second < 600; second++) {
      now += Duration.ofSeconds(1).toNanos();
      timers.runDue();
    }
    assertThat(done).containsExactly("a second");
    now += Duration.ofSeconds(1).toNanos();
    timers.runDue();
    assertThat(done).containsExactly("a second", "ten minutes");
    now += Duration.ofHours(5).toNanos();
    timers.runDue();
    assertThat(done).endsWith("five hours");
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void afterAPause_allThatIsDue_isDoneInTheOrderOfItsTimes() {
    Random random = new Random(1);
    List<Integer> times = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      int millis = random.nextInt(1_000_000);
      times.add(millis);
      timers.after(Duration.ofMillis(millis), () -> order.add(millis));
    }

    now += Duration.ofSeconds(1_001).toNanos();
    timers.runDue();

    assertThat(order).isEqualTo(times.stream().sorted().toList());
  }

  @Test
  void nothingIsDoneTooEarly_norMoreThanATickLate() {
    Random random = new Random(2);
    long start = now;
    for (int i = 0; i < 5_000; i++) {
      long delay = random.nextLong(Duration.ofMinutes(4).toNanos());
      timers.after(
          Duration.ofNanos(delay),
          () -> {
            long late = now - start - delay;
            done.add(late < 0 ? "early" : late > Timers.RESOLUTION.toNanos() ? "late" : "in time");
          });
    }

    while (done.size() < 5_000 && now - start < Duration.ofMinutes(5).toNanos()) {
      now += Timers.RESOLUTION.toNanos();
      timers.runDue();
    }

    assertThat(done).hasSize(5_000).containsOnly("in time");
  }

  @Test
  void aTask_isUsedAgainAndAgain() {
    Timers.Task task =
        new Timers.Task() {
          @Override
          protected void run() {
            done.add("again");
            timers.after(Duration.ofSeconds(1), this);
          }
        };
    timers.after(Duration.ofSeconds(1), task);

    for (int i = 0; i < 100; i++) {
      now += Timers.RESOLUTION.toNanos();
      timers.runDue();
    }

    assertThat(done).hasSize(10);
    assertThat(timers.waiting()).isEqualTo(1);
  }

  @Test
  void stopped_theyForgetWhatWaits_andTakeNoMore() {
    timers.after(Duration.ofMillis(50), () -> done.add("new"));
    timers.after(Duration.ofSeconds(1), () -> done.add("sorted in"));
    timers.runDue();
    timers.after(Duration.ofMillis(50), () -> done.add("newer"));

    timers.stop();
    timers.after(Duration.ofMillis(50), () -> done.add("late"));

    assertThat(timers.waiting()).isZero();
    now += Duration.ofSeconds(2).toNanos();
    timers.runDue();
    assertThat(done).isEmpty();
  }

  @Test
  void manyThreadsAdd_whileOneRuns_andNothingIsLostOrDoneTwice() throws InterruptedException {
    Timers real = new Timers(System::nanoTime);
    AtomicIntegerArray times = new AtomicIntegerArray(40_000);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int first = t * 10_000;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  int index = first + i;
                  real.after(Duration.ofMillis(i % 50), () -> times.incrementAndGet(index));
                }
              });
      thread.start();
      threads.add(thread);
    }

    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while ((threads.stream().anyMatch(Thread::isAlive) || real.waiting() > 0)
        && System.nanoTime() < end) {
      real.runDue();
      Thread.sleep(1);
    }

    assertThat(IntStream.range(0, times.length()).map(times::get)).containsOnly(1);
  }

  /** 15,000 clients that are pinged every 27 seconds and watched for 30 cost next to nothing. */
  @Test
  void manyIdleConnections_costLittle_andEachTheSame() {
    long of15 = costOfAMinute(15_000);
    long of60 = costOfAMinute(60_000);

    // A half of a percent of a minute is 300 ms; a slow machine may take a tenth of that.
    assertThat(Duration.ofNanos(of15)).isLessThan(Duration.ofMillis(100));
    assertThat(Duration.ofNanos(of60)).isLessThan(Duration.ofMillis(400));
  }

  private long costOfAMinute(int connections) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      AtomicInteger runs = new AtomicInteger();
      Timers wheel = new Timers(() -> now);
      Random random = new Random(3);
      for (int i = 0; i < connections; i++) {
        wheel.afterNanos(
            random.nextLong(Duration.ofSeconds(27).toNanos()),
            new Timers.Task() {
              @Override
              protected void run() {
                runs.incrementAndGet();
                wheel.after(Duration.ofSeconds(runs.get() % 2 == 0 ? 24 : 3), this);
              }
            });
      }
      wheel.runDue();
      long start = System.nanoTime();
      for (int tick = 0; tick < 600; tick++) {
        now += Timers.RESOLUTION.toNanos();
        wheel.runDue();
      }
      best = Math.min(best, System.nanoTime() - start);
      assertThat(runs.get()).isGreaterThan(3 * connections);
    }
    System.getLogger(TimersTest.class.getName())
        .log(
            System.Logger.Level.INFO,
            "{0} connections: {1} us a minute",
            connections,
            best / 1_000);
    return best;
  }
}
