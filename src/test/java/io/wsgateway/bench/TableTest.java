package io.wsgateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
  private final Table table = new Table("Speed", "Once.", "", "metres");

  @Test
  void markdown_isAligned() {
    assertThat(table.row("a train", "50").row("a snail", "0.013").markdown())
        .isEqualTo(
            """
            ### Speed

            Once.

            |         | metres |
            | ------- | -----: |
            | a train |     50 |
            | a snail |  0.013 |
            """);
  }

  @Test
  void row_ofTooFewCells_isRefused() {
    assertThatThrownBy(() -> table.row("a train"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 cells, but the heading has 2");
  }
}
