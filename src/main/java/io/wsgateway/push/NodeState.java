package io.wsgateway.push;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * A node that is alive.
 *
 * @param number its number
 * @param since when it started
 * @param connections its connections, of all apps
 */
public record NodeState(int number, Instant since, long connections) {
  static NodeState read(Fields fields) {
    String since = fields.text("since");
    try {
      return new NodeState(
          fields.count("node"), Instant.parse(since), fields.number("connections"));
    } catch (DateTimeParseException e) {
      throw new MalformedAnswer("\"since\" is not a time");
    }
  }
}
