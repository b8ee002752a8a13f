package io.wsgateway.api;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message for later, as a back end writes it: a message's members and a time's beside each other.
 *
 * @param message what is sent
 * @param time when
 */
record ScheduleBody(MessageBody message, Time time) {

  /** When something is due. */
  @ExactlyOne({"at", "delay"})
  record Time(@Nullable Instant at, @Nullable Duration delay) implements ExactlyOne.Choice {
    static Time read(Fields fields) {
      return new Time(
          fields.parsed(
              "at",
              text -> OffsetDateTime.parse(text).toInstant(),
              "a date and time with an offset, such as 2030-01-31T08:00:00Z"),
          fields.parsed("delay", Time::delay, "a duration from now, such as PT30S or P1DT2H"));
    }

    private static Duration delay(String text) {
      Duration delay = Duration.parse(text);
      if (delay.isNegative()) {
        throw new IllegalArgumentException(text);
      }
      return delay;
    }

    /**
     * When, to the millisecond, as it is kept. What is past is now, what is too far is as far as it
     * goes.
     */
    Instant due(Instant now) {
      return exactly(now).truncatedTo(ChronoUnit.MILLIS);
    }

    private Instant exactly(Instant now) {
      if (delay != null) {
        boolean possible = delay.compareTo(Duration.between(now, Instant.MAX)) < 0;
        return possible ? now.plus(delay) : Instant.MAX;
      }
      return at == null || at.isBefore(now) ? now : at;
    }

    @Override
    public List<@Nullable Object> alternatives() {
      return Arrays.asList(at, delay);
    }
  }

  static ScheduleBody read(Fields fields) {
    return new ScheduleBody(MessageBody.read(fields), Time.read(fields));
  }
}
