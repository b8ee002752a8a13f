package io.wsgateway.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * One line of a stream: a message, and what its sender calls it.
 *
 * @param id comes back with the answer
 */
record StreamedMessage(
    @Size(max = MAX_ID, message = "has more than " + MAX_ID + " characters") @Nullable String id,
    MessageBody message)
    implements Constraints.Quick {
  static final int MAX_ID = 200;

  static StreamedMessage read(Fields fields) {
    return new StreamedMessage(fields.text("id"), MessageBody.read(fields));
  }

  @Override
  public boolean isSurelyRight() {
    return id == null || id.length() <= MAX_ID;
  }

  /** The id of what may be wrong otherwise, if it can be told. */
  static @Nullable String idOf(JsonValue line) {
    return line instanceof JsonObject object
            && object.get("id") instanceof JsonString id
            && id.getChars().length() <= MAX_ID
        ? id.getString()
        : null;
  }
}
