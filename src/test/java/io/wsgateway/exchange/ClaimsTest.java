package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Claims claims = new Claims(Duration.ofSeconds(30), nanos::get);

  @Test
  void room_endsWithManyEntries_andComesBack() {
    int room = claims.room();
    for (int i = 0; i < room; i++) {
      assertThat(claims.begin("e" + i, 10)).isTrue();
    }
    assertThat(claims.room()).isZero();
    claims.end("e0");
    claims.end("e0");
    assertThat(claims.room()).isEqualTo(1);
  }

  @Test
  void room_endsWithManyBytes() {
    claims.begin("a", 3 << 20);
    assertThat(claims.room()).isPositive();
    claims.begin("b", 3 << 20);
    assertThat(claims.room()).isZero();
    claims.done("a");
    assertThat(claims.room()).isPositive();
  }

  @Test
  void lease_thatHasRunOut_makesRoom() {
    claims.begin("a", 9 << 20);
    nanos.addAndGet(Duration.ofSeconds(29).toNanos());
    assertThat(claims.room()).isZero();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(claims.room()).isPositive();
    assertThat(claims.isEmpty()).isTrue();
  }

  @Test
  void done_isToldOnceAtATime_andNotBegunAgain() {
    claims.begin("a", 1);
    assertThat(claims.begin("a", 1)).as("after its lease").isTrue();
    claims.done("a");
    assertThat(claims.begin("a", 1)).isFalse();
    assertThat(claims.takeDone()).containsExactly("a");
    assertThat(claims.begin("a", 1)).isFalse();
    assertThat(claims.takeDone()).isEmpty();
    claims.done("a");
    assertThat(claims.takeDone()).as("could not be told").containsExactly("a");
    claims.end("a");
    assertThat(claims.begin("a", 1)).isTrue();
  }
}
