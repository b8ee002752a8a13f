package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RabbitmqEchoTest {
  private long now = 1;
  private final RabbitmqEcho echo = new RabbitmqEcho(() -> now);

  @Test
  void nothingThatCameBack_isLost_onceSomethingWasTakenForAll() {
    pass(Duration.ofHours(1));
    assertThat(echo.isLost()).as("nothing was sent").isFalse();
    echo.expected(now);
    pass(Duration.ofSeconds(10));
    assertThat(echo.isLost()).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(echo.isLost()).isTrue();
  }

  @Test
  void furtherMessages_doNotPutItOff() {
    echo.expected(now + 1);
    for (int i = 0; i < 11; i++) {
      pass(Duration.ofSeconds(1));
      echo.expected(now);
    }
    assertThat(echo.isLost()).isTrue();
  }

  @Test
  void anythingThatArrives_isEnough() {
    long sent = now + 1;
    echo.expected(sent);
    pass(Duration.ofSeconds(9));
    echo.heard();
    pass(Duration.ofSeconds(9));
    assertThat(echo.isLost()).isFalse();
  }

  @Test
  void echoBeforeItsConfirmation_isEnough() {
    long sent = now + 1;
    pass(Duration.ofMillis(1));
    echo.heard();
    echo.expected(sent);
    pass(Duration.ofMinutes(1));
    assertThat(echo.isLost()).isFalse();
  }

  @Test
  void newQueue_isGivenTime() {
    echo.expected(now + 1);
    pass(Duration.ofMinutes(1));
    echo.begin();
    assertThat(echo.isLost()).isFalse();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
