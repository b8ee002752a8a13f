package io.wsgateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
  private final Sample sample = new Sample(List.of(3.0, 1.0, 2.0, 10.0));

  @Test
  void median_isTheMiddle_whateverTheOrder() {
    assertThat(sample.median()).isEqualTo(2.5);
    assertThat(new Sample(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2.0);
  }

  @Test
  void percentile_liesBetweenItsNeighbours() {
    assertThat(sample.percentile(0)).isEqualTo(1);
    assertThat(sample.percentile(100)).isEqualTo(10);
    assertThat(sample.percentile(90)).isCloseTo(7.9, within(1e-9));
  }

  @Test
  void over_dividesRoundByRound() {
    assertThat(sample.over(new Sample(List.of(1.0, 2.0, 4.0, 5.0))).values())
        .containsExactly(3.0, 0.5, 0.5, 2.0);
  }

  @Test
  void show_tellsMedianLeastAndMost() {
    assertThat(sample.times(1_000).show(1)).isEqualTo("2,500.0 (1,000.0 to 10,000.0)");
  }
}
