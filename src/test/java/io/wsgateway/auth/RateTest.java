package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong now = new AtomicLong();

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 10, Long.MIN_VALUE})
  void burst_passes_thenOnlyWhatTheRateAllows(long start) {
    now.set(start);
    Rate rate = Rate.of(10, Duration.ofSeconds(2));
    Rate.Bucket bucket = rate.newBucket(now.get());

    assertThat(passing(rate, bucket, 100)).isEqualTo(20);
    assertThat(rate.take(bucket, 1, now.get())).isBetween(1L, SECOND / 10);

    now.addAndGet(SECOND / 2);
    assertThat(passing(rate, bucket, 100)).isEqualTo(5);

    now.addAndGet(60 * SECOND);
    assertThat(passing(rate, bucket, 100)).isEqualTo(20);
  }

  @Test
  void afterThePauseThatItNames_onePasses() {
    Rate rate = Rate.of(10, Duration.ofSeconds(1));
    Rate.Bucket bucket = rate.newBucket(now.get());
    passing(rate, bucket, 100);

    long pause = rate.take(bucket, 1, now.get());
    now.addAndGet(pause - 1);
    assertThat(rate.take(bucket, 1, now.get())).isEqualTo(1);
    now.incrementAndGet();
    assertThat(rate.take(bucket, 1, now.get())).isZero();
  }

  @Test
  void somethingLargerThanTheBurst_passes_andIsPaidOffAfterwards() {
    Rate rate = Rate.of(1000, Duration.ofSeconds(1));
    Rate.Bucket bucket = rate.newBucket(now.get());

    assertThat(rate.take(bucket, 10_000, now.get())).isZero();
    now.addAndGet(8 * SECOND);
    assertThat(rate.take(bucket, 1, now.get())).isPositive();
    now.addAndGet(SECOND + SECOND / 100);
    assertThat(rate.take(bucket, 1, now.get())).isZero();
  }

  @Test
  void largestMessageAtTheSlowestRate_doesNotOverflow() {
    Rate rate = Rate.of(1, Duration.ofMinutes(10));
    Rate.Bucket bucket = rate.newBucket(now.get());

    assertThat(rate.take(bucket, Integer.MAX_VALUE, now.get())).isZero();
    assertThat(rate.take(bucket, 1, now.get())).isPositive();
    assertThat(rate.isFull(bucket, now.get())).isFalse();
  }

  @Test
  void withoutARate_everythingPasses() {
    Rate rate = Rate.of(0, Duration.ofSeconds(1));

    assertThat(rate.isUnlimited()).isTrue();
    assertThat(passing(rate, rate.newBucket(now.get()), 1_000)).isEqualTo(1_000);
  }

  @Test
  void bucket_isFullAgain_whenAllIsPaidOff() {
    Rate rate = Rate.of(10, Duration.ofSeconds(2));
    Rate.Bucket bucket = rate.newBucket(now.get());
    assertThat(rate.isFull(bucket, now.get())).isTrue();

    rate.take(bucket, 5, now.get());
    now.addAndGet(SECOND / 2 - 1);
    assertThat(rate.isFull(bucket, now.get())).isFalse();
    now.incrementAndGet();
    assertThat(rate.isFull(bucket, now.get())).isTrue();
  }

  @Test
  void manyThreads_passTogetherNoMoreThanOne() {
    Rate rate = Rate.of(10_000, Duration.ofSeconds(1));
    Rate.Bucket bucket = rate.newBucket(now.get());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<CompletableFuture<Integer>> passed =
          IntStream.range(0, 4)
              .mapToObj(
                  i -> CompletableFuture.supplyAsync(() -> passing(rate, bucket, 10_000), threads))
              .toList();
      assertThat(passed.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(10_000);
    } finally {
      threads.shutdownNow();
    }
  }

  private int passing(Rate rate, Rate.Bucket bucket, int tries) {
    int passed = 0;
    for (int i = 0; i < tries; i++) {
      passed += rate.take(bucket, 1, now.get()) == 0 ? 1 : 0;
    }
    return passed;
  }

  @Test
  void whatCouldNotBeRefused_isPaidOff_butNotForHours() {
    Rate rate = Rate.of(10, Duration.ofSeconds(1));
    Rate.Bucket bucket = rate.newBucket(0);
    assertThat(rate.take(bucket, 1, 0)).isZero();
    rate.charge(bucket, 29, 0, Duration.ofMinutes(1));

    assertThat(rate.take(bucket, 1, Duration.ofMillis(1900).toNanos())).isPositive();
    assertThat(rate.take(bucket, 1, Duration.ofMillis(2100).toNanos())).isZero();
    long now = Duration.ofHours(1).toNanos();
    rate.charge(bucket, 1_000_000, now, Duration.ofMinutes(1));
    assertThat(rate.take(bucket, 1, now))
        .isBetween(Duration.ofSeconds(59).toNanos(), Duration.ofSeconds(61).toNanos());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000, 1_000_000})
  void exactly_isOneSecondsWorthAtOnce_andTellsWhenTheNextPasses(int perSecond) {
    Rate rate = Rate.exactly(perSecond);
    Rate.Bucket bucket = rate.newBucket(0);
    int taken = 0;
    while (rate.take(bucket, 1, 0) == 0) {
      taken++;
    }
    long pause = rate.take(bucket, 1, 0);

    assertThat(taken).isEqualTo(perSecond);
    assertThat(rate.take(bucket, 1, pause - 1)).isPositive();
    assertThat(rate.take(bucket, 1, pause)).isZero();
  }
}
