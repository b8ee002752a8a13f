package io.wsgateway.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What came back. */
final class Answer {
  private static final int EXCERPT = 200;

  /** Who asks for more is not believed. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final HttpResponse<byte[]> response;

  Answer(HttpResponse<byte[]> response) {
    this.response = response;
  }

  int status() {
    return response.statusCode();
  }

  boolean isSuccess() {
    return status() >= 200 && status() < 300;
  }

  /**
   * The JSON object of a success.
   *
   * @throws MalformedAnswer if it has none
   */
  Fields fields() {
    Object value = JsonReader.read(text());
    if (value == null) {
      throw new MalformedAnswer("expected an object in JSON");
    }
    return Fields.of(value);
  }

  private String text() {
    return new String(response.body(), UTF_8);
  }

  /** How long it is no use to ask again, in seconds or until a date, or null if it does not say. */
  @Nullable Duration retryAfter() {
    String value = response.headers().firstValue("Retry-After").orElse("").strip();
    if (value.isEmpty()) {
      return null;
    }
    if (value.matches("[0-9]+")) {
      return value.length() > 6 ? LONGEST_WAIT : atMost(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(Instant.now(), until);
      return wait.isNegative() ? Duration.ZERO : atMost(wait);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Duration atMost(Duration wait) {
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  /** What is wrong, if it is not a success. */
  Problem problem() {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (type.toLowerCase(Locale.ROOT).contains("json")) {
      try {
        return Problem.read(fields());
      } catch (MalformedAnswer e) {
        // Then it is what somebody else says.
      }
    }
    String where = response.headers().firstValue("Location").orElse("");
    String detail =
        status() >= 300 && status() < 400
            ? "It is elsewhere: " + where + "; give that address to the client"
            : "The answer is not a gateway's: " + excerpt(text());
    return new Problem(status(), "http-" + status(), detail, List.of());
  }

  private static String excerpt(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() > EXCERPT ? line.substring(0, EXCERPT) + "..." : line;
  }
}
