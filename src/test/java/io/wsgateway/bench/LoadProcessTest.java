package io.wsgateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The load client and the floor, with little to do. */
class LoadProcessTest {
  private final Subject floor = Subjects.floor();

  @AfterEach
  void end() {
    floor.close();
  }

  @Test
  void push_toOneTopic_reachesAllInOrder() {
    try (LoadProcess load = LoadProcess.of(floor, Map.of("members", "30", "size", "2000"))) {
      load.open(10);
      load.open(30);
      load.reach();

      LoadResult result = load.push(20, 1000);

      assertThat(result.number("delivered")).isEqualTo(600);
      assertThat(result.number("answered")).isEqualTo(20);
      assertThat(result.faults()).isZero();
      assertThat(result.millis("p50")).isPositive().isLessThanOrEqualTo(result.millis("max"));
    }
  }

  @Test
  void saturate_manyTopics_pushesToOneAfterTheOther() {
    Map<String, String> shape = Map.of("members", "40", "destinations", "40", "joins", "4");
    try (LoadProcess load = LoadProcess.of(floor, shape)) {
      load.open(40);
      load.reach();

      LoadResult result = load.saturate(0.2);

      assertThat(result.number("delivered")).isEqualTo(4 * result.number("answered")).isPositive();
      assertThat(result.faults()).isZero();
    }
  }

  @Test
  void churn_bringsBackWhoHasLeft_andMissesNothingMeanwhile() {
    try (LoadProcess load = LoadProcess.of(floor, Map.of("members", "20"))) {
      load.open(20);
      load.reach();

      LoadResult result = load.churn(100, 0.5, 40);

      assertThat(result.number("churned")).isBetween(1L, 20L);
      assertThat(result.number("open")).isEqualTo(20);
      assertThat(result.faults()).isZero();
    }
  }
}
