package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
}
