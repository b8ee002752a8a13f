package io.wsgateway.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies latencies = new Latencies();

  @Test
  void percentile_isWithinAHundredth_ofWhatSortingTells() {
    Random random = new Random(7);
    long[] durations =
        LongStream.range(0, 20_000)
            .map(i -> 1L << random.nextInt(36))
            .map(random::nextLong)
            .toArray();
    LongStream.of(durations).forEach(latencies::record);
    long[] sorted = LongStream.of(durations).sorted().toArray();
    for (double percent : new double[] {1, 50, 99, 99.9}) {
      long exact = sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1];
      assertThat((double) latencies.percentile(percent)).isCloseTo(exact, within(exact / 100.0));
    }
    assertThat(latencies.percentile(100)).isEqualTo(sorted[sorted.length - 1]);
  }

  @Test
  void record_ofWhatIsLongerThanAll_isNotLost() {
    latencies.record(Long.MAX_VALUE);
    latencies.record(-1);
    assertThat(latencies.count()).isEqualTo(2);
    assertThat(latencies.longest()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void clear_forgets() {
    latencies.record(5);
    latencies.clear();
    assertThat(latencies.percentile(50)).isZero();
    assertThat(latencies.count()).isZero();
  }
}
