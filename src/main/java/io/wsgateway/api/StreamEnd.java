package io.wsgateway.api;

import io.wsgateway.http.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why the gateway ends a stream. Every publication that has an answer before was judged, and no
 * other.
 *
 * @param reason a stable word that callers may compare with
 * @param detail what was wrong, what to do
 * @param retryAfter how long it is no use to open another, or null
 */
record StreamEnd(String reason, String detail, @Nullable Duration retryAfter) {
  static final StreamEnd DRAINING =
      new StreamEnd(
          "draining",
          "This node is being stopped; open the stream again, and send what has no answer",
          Duration.ofSeconds(1));
  static final StreamEnd TIME =
      new StreamEnd(
          "time",
          "The stream has lasted for gateway.api.stream-max-time; open it again, and send what has"
              + " no answer",
          null);
  static final StreamEnd IDLE =
      new StreamEnd(
          "idle",
          "Nothing has come for gateway.api.stream-idle-timeout; send an empty line now and then,"
              + " or open the stream when there is something to send",
          null);

  /** The caller may no longer push. */
  static StreamEnd notAllowed(String detail) {
    return new StreamEnd("not-allowed", detail, null);
  }

  /** One line of JSON, with its end. */
  void writeTo(StringBuilder text) {
    text.append("{\"end\":\"").append(reason);
    text.append("\",\"detail\":").append(Documents.quoted(detail));
    if (retryAfter != null) {
      text.append(",\"retryAfter\":").append(Problem.seconds(retryAfter));
    }
    text.append("}\n");
  }
}
