package io.wsgateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What has grown is seen by class and in all. */
class HeapTest {
  private static final String HEAD =
      " num     #instances         #bytes  class name (module)\n"
          + "-------------------------------------------------------\n";
  private static final Heap BEFORE =
      Heap.parse(
          HEAD
              + "   1:            10           1000  [B (java.base@17.0.15)\n"
              + "   2:             2            100  io.wsgateway.core.Connection\n"
              + "Total            12           1100\n");

  @Test
  void histogram_isRead() {
    assertThat(BEFORE.size()).isEqualTo(1100);
    assertThat(BEFORE.count("[B")).isEqualTo(10);
    assertThat(BEFORE.count("io.wsgateway.core.Connection")).isEqualTo(2);
    assertThat(BEFORE.count("none")).isZero();
    assertThatThrownBy(() -> Heap.parse("nothing")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatHasGrown_isNamed() {
    Heap after =
        Heap.parse(
            HEAD
                + "   1:            11           2000  [B (java.base@17.0.15)\n"
                + "   2:             1             50  io.wsgateway.core.Connection\n"
                + "   3:             3             72  io.wsgateway.core.Lane\n"
                + "   4:             1             24  io.wsgateway.core.Lane\n");

    assertThat(after.size()).isEqualTo(2146);
    assertThat(after.grownSince(BEFORE, "io.wsgateway.", 3))
        .containsOnlyKeys("io.wsgateway.core.Lane")
        .containsValue(4L);
    assertThat(after.grownSince(BEFORE, "io.wsgateway.", 4)).isEmpty();
    assertThat(after.growthSince(BEFORE)).startsWith("[B 1000 bytes, 1 objects\n");
  }
}
