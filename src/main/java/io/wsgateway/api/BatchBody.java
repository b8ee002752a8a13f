package io.wsgateway.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several messages, as a back end writes them.
 *
 * @param messages not read yet: one that is wrong is not to stop the others
 */
record BatchBody(
    @Given(message = "is missing; it is a list of messages")
        @Size(min = 1, max = MAX, message = "has none or more than " + MAX + " messages")
        @Nullable JsonArray messages) {
  private static final int MAX = 1000;

  static BatchBody read(Fields fields) {
    return new BatchBody(fields.array("messages"));
  }

  /** The messages, once the constraints are checked. */
  List<JsonValue> list() {
    return messages == null ? List.of() : messages;
  }
}
