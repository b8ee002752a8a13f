package io.wsgateway.push;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * A message that waits for its time.
 *
 * @param id by which it can be taken back
 * @param due when it will be pushed
 * @param shared whether it survives the node that took it
 */
public record Schedule(String id, Instant due, boolean shared) {
  static Schedule read(Fields fields) {
    String due = fields.text("due");
    try {
      return new Schedule(fields.text("id"), Instant.parse(due), fields.truth("shared"));
    } catch (DateTimeParseException e) {
      throw new MalformedAnswer("\"due\" is not a time");
    }
  }
}
