package io.wsgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TogetherTest {
  private final List<WireCase> slow =
      WireCase.load("gm").stream().filter(WireCase::isSlow).toList();

  @Test
  @Timeout(10)
  void await_beginsAll_andWaitsForOne() throws Throwable {
    CountDownLatch atTheSameTime = new CountDownLatch(slow.size());
    var together =
        new Together(
            slow,
            one -> {
              atTheSameTime.countDown();
              awaitAll(atTheSameTime);
            });

    for (WireCase one : slow) {
      together.await(one.name());
    }

    assertThat(slow).hasSizeGreaterThan(1);
  }

  @Test
  void await_ofOneThatFails_throwsWhy_andNotForTheOthers() throws Throwable {
    String failing = slow.get(1).name();
    var together =
        new Together(
            slow,
            one -> {
              if (one.name().equals(failing)) {
                throw new AssertionError("as it should");
              }
            });

    together.await(slow.get(0).name());

    assertThatThrownBy(() -> together.await(failing))
        .isInstanceOf(AssertionError.class)
        .hasMessage("as it should");
  }

  @Test
  void slowTogether_playsThemLast() {
    List<String> names = GmSuite.contract().node("main", URI.create("http://127.0.0.1:1")).names();

    assertThat(names.subList(names.size() - 3, names.size()))
        .allMatch(name -> slow.stream().anyMatch(one -> one.name().equals(name)));
  }

  private static void awaitAll(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
