package io.wsgateway.dialect.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemberStatisticsTest {
  private final MemberStatistics statistics = new MemberStatistics();

  @Test
  void text_isEmptyAtFirst() {
    assertThat(statistics.text()).isEmpty();
  }

  @Test
  void publicTopics_countConnections_andStayListed() {
    statistics.joined("a b");
    statistics.joined("a b");
    statistics.joined("c");
    statistics.left("c");

    assertThat(statistics.text().lines()).containsExactlyInAnyOrder("a b 2", "c 0");
    assertThat(statistics.text()).endsWith("\n");
  }

  @Test
  void privateTopics_countMembers() {
    statistics.joined("im", "1");
    statistics.joined("im", "1");
    statistics.joined("im", "2");
    statistics.joined("other", "1");
    assertThat(statistics.text().lines()).containsExactlyInAnyOrder("im 2", "other 1");

    statistics.left("im", "1");
    assertThat(statistics.text().lines()).contains("im 2");
    statistics.left("im", "1");
    statistics.left("im", "2");
    assertThat(statistics.text().lines()).contains("im 0");
  }

  @Test
  void emptyTopics_beyondTheBound_areForgotten_longestEmptyFirst() {
    statistics.joined("full");
    IntStream.range(0, MemberStatistics.MAX_EMPTY + 2)
        .forEach(
            i -> {
              statistics.joined("name" + i);
              statistics.left("name" + i);
            });

    assertThat(statistics.text().lines())
        .hasSize(MemberStatistics.MAX_EMPTY + 1)
        .contains("full 1", "name2 0")
        .doesNotContain("name0 0", "name1 0");
  }

  @Test
  void aTopicThatIsSubscribedAgain_isNotForgotten() {
    statistics.joined("back");
    statistics.left("back");
    statistics.joined("back");
    IntStream.range(0, MemberStatistics.MAX_EMPTY + 1)
        .forEach(
            i -> {
              statistics.joined("name" + i);
              statistics.left("name" + i);
            });

    assertThat(statistics.text().lines()).contains("back 1");
  }
}
