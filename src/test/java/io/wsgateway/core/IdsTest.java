package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void next_isPositiveAndExactInJavaScript_andNamesItsNode() {
    Ids ids = new Ids((1 << 21) - 1);

    long id = ids.next();

    assertThat(id).isPositive().isLessThan(1L << 53).isNotEqualTo(ids.next());
    assertThat((long) (double) id).isEqualTo(id);
    assertThat(Ids.nodeOf(id)).isEqualTo((1 << 21) - 1);
  }

  @Test
  void node_outOfBounds_isRefused() {
    assertThatThrownBy(() -> new Ids(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ids(1 << 21)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void drawNode_givesValidNumbers() {
    for (int i = 0; i < 1000; i++) {
      assertThat(new Ids(Ids.drawNode()).node()).isPositive();
    }
  }
}
