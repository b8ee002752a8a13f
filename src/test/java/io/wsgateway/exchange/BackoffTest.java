package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void next_growsToTheMaximum_andBeginsAnewAfterReset() {
    Backoff backoff = new Backoff(Duration.ofMillis(500));
    for (int round = 0; round < 2; round++) {
      for (int bound : new int[] {100, 200, 400, 500, 500, 500}) {
        assertThat(backoff.next().toMillis()).isBetween(bound / 2L, (long) bound);
      }
      backoff.reset();
    }
  }
}
