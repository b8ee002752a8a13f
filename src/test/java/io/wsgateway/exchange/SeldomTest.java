package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeldomTest {
  @Test
  void isTime_theFirstTime_andThenAfterThePause() {
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    Seldom seldom = new Seldom(Duration.ofMinutes(1), nanos::get);
    assertThat(seldom.isTime()).isTrue();
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(seldom.isTime()).isFalse();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(seldom.isTime()).isTrue();
    assertThat(seldom.isTime()).isFalse();
  }
}
