package io.wsgateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Scheduled;
import io.wsgateway.core.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** What tests of schedules do again and again. */
final class SchedulesSteps {
  private SchedulesSteps() {}

  static Scheduled entry(String id, Instant due) {
    return new Scheduled("shop", id, due, ("message of " + id).getBytes(UTF_8));
  }

  static Scheduled soon(String id) {
    return entry(id, Instant.now().plusMillis(100));
  }

  static Scheduled tomorrow(String id) {
    return entry(id, Instant.now().plus(Duration.ofDays(1)));
  }

  static void add(Schedules schedules, Scheduled entry) {
    Eventually.get(schedules.add(entry));
  }

  static boolean remove(Schedules schedules, String id) {
    return Eventually.get(schedules.remove("shop", id));
  }

  static boolean isThere(Schedules schedules, String id) {
    return Eventually.get(schedules.find("shop", id)).isPresent();
  }

  static void assertFails(CompletionStage<?> stage, ErrorCode code, String text) {
    Throwable failure = catchThrowable(() -> Eventually.get(stage));
    assertThat(failure.getCause())
        .isInstanceOfSatisfying(GatewayException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(text);
  }
}
