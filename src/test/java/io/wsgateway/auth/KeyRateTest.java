package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRateTest {
  @ParameterizedTest
  @CsvSource({"1, 0", "3, 0", "1000, 0", "1000000, 0", "7, -1", "7, 9223372036854775807"})
  void rate_isOneSecondsWorthAtOnce_andThenAsManyASecond(int perSecond, long start) {
    AtomicLong now = new AtomicLong(start);
    KeyRate rate = new KeyRate(perSecond, now::get);

    assertThat(taken(rate)).isEqualTo(perSecond);
    int inTenSeconds = 0;
    for (int i = 0; i < 100; i++) {
      now.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
      inTenSeconds += taken(rate);
    }
    assertThat(inTenSeconds).isBetween(perSecond * 10, perSecond * 10 + 1);
    now.addAndGet(TimeUnit.HOURS.toNanos(1));
    assertThat(taken(rate)).isEqualTo(perSecond);
  }

  @Test
  void chargeForMore_isMadeUpFor_butNotForHours() {
    AtomicLong now = new AtomicLong();
    KeyRate rate = new KeyRate(10, now::get);
    assertThat(rate.take()).isEmpty();
    rate.charge(29);

    assertThat(rate.take()).isPresent();
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(2200));
    assertThat(taken(rate)).isEqualTo(2);
    rate.charge(1_000_000);
    assertThat(rate.take().orElseThrow()).isLessThanOrEqualTo(KeyRate.LONGEST);
    new KeyRate(0, now::get).charge(1_000_000);
  }

  private static int taken(KeyRate rate) {
    int taken = 0;
    while (rate.take().isEmpty()) {
      taken++;
    }
    return taken;
  }
}
