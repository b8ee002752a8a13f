package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchPostTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final List<Sighting> reports = new ArrayList<>();
  private final WatchPost post =
      new WatchPost(new Destination.OfUser("shop", "ann"), 7, 0, reports::add, 0);

  private void report(int times, long now) {
    for (int i = 0; i < times; i++) {
      post.report(Sighting.of(Sighting.Kind.PUSHED, 7, 1), now);
    }
  }

  @Test
  void whatIsTooMuch_isCounted_andToldWhenTheSecondIsOver() {
    report(WatchPost.PER_SECOND + 30, SECOND / 2);
    assertThat(reports).hasSize(WatchPost.PER_SECOND);

    post.tellRest(SECOND - 1);
    assertThat(reports).hasSize(WatchPost.PER_SECOND);
    report(1, SECOND);

    assertThat(reports).hasSize(WatchPost.PER_SECOND + 2);
    Sighting skipped = reports.get(WatchPost.PER_SECOND);
    assertThat(skipped.kind()).isEqualTo(Sighting.Kind.SKIPPED);
    assertThat(skipped.count()).isEqualTo(30);
    post.tellRest(3 * SECOND);
    assertThat(reports).hasSize(WatchPost.PER_SECOND + 2);
  }

  @Test
  void itIsOver_whenNobodyRenewsIt() {
    assertThat(post.isOver(SECOND, Duration.ofSeconds(1))).isFalse();
    assertThat(post.isOver(SECOND + 1, Duration.ofSeconds(1))).isTrue();
    post.renew(SECOND);
    assertThat(post.isOver(2 * SECOND, Duration.ofSeconds(1))).isFalse();
  }
}
