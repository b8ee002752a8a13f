package io.wsgateway.dialect.gm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GmLivenessTest {
  @ParameterizedTest
  @CsvSource({"0,15,15", "1,15,15", "14,15,15", "15,15,30", "-1,15,0", "-15,15,0", "-16,15,-15"})
  void nextMultiple_isAfterTheMoment_alsoWhenTheClockIsNegative(
      long moment, long interval, long expected) {
    assertThat(GmLiveness.nextMultiple(moment, interval)).isEqualTo(expected);
  }
}
