package io.wsgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TogetherTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  @Test
  @Timeout(10)
  void await_beginsAll_andWaitsForOne() throws Throwable {
    CountDownLatch atTheSameTime = new CountDownLatch(NAMES.size());
    Map<String, Runnable> plays = new LinkedHashMap<>();
    for (String name : NAMES) {
      plays.put(
          name,
          () -> {
            atTheSameTime.countDown();
            awaitAll(atTheSameTime);
          });
    }
    var together = new Together(plays);

    for (String name : NAMES) {
      together.await(name);
    }
  }

  @Test
  void await_ofOneThatFails_throwsWhy_andNotForTheOthers() throws Throwable {
    Runnable failing =
        () -> {
          throw new AssertionError("as it should");
        };
    var together = new Together(Map.of("a", () -> {}, "b", failing));

    together.await("a");

    assertThatThrownBy(() -> together.await("b"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("as it should");
  }

  private static void awaitAll(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
