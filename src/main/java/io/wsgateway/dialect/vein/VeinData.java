package io.wsgateway.dialect.vein;

import io.wsgateway.core.Payload;
import io.wsgateway.core.Publication;
import io.wsgateway.core.PublishOptions;
import io.wsgateway.json.JsonStyle;
import io.wsgateway.json.JsonText;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;

/**
 * The {@code data} of a message: a JSON object, or null. Its text is what Go makes of it, members
 * sorted and numbers as doubles, and that text is also what clients of other dialects get.
 *
 * @param json the text
 */
record VeinData(String json) {
  private static final String NULL = "null";

  /** Tells data that is null from a text that reads {@code null}. */
  private static final String NULL_ATTRIBUTE = VeinCodec.NAME + ".null";

  /** What a JSON value is as data; nothing unless it is an object or null. */
  static Optional<VeinData> of(JsonValue value) {
    return switch (value.getValueType()) {
      case NULL -> Optional.of(new VeinData(NULL));
      case OBJECT -> Optional.of(new VeinData(JsonStyle.GO_MAP.write(value)));
      default -> Optional.empty();
    };
  }

  /** What a text is as data; nothing unless it is a JSON object or null. */
  static Optional<VeinData> parse(String text) {
    return JsonText.parse(text).flatMap(VeinData::of);
  }

  /** What a publication is as data, wherever it comes from: what is no object gets to be one. */
  static VeinData in(Publication publication) {
    if (publication.attributes().containsKey(NULL_ATTRIBUTE)) {
      return new VeinData(NULL);
    }
    String text = publication.payload().text();
    return JsonText.parse(text)
        .filter(JsonObject.class::isInstance)
        .flatMap(VeinData::of)
        .orElseGet(() -> wrapped(text));
  }

  private static VeinData wrapped(String text) {
    JsonObject object = Json.createObjectBuilder().add("text", text).build();
    return new VeinData(JsonStyle.GO.write(object));
  }

  /** What is published. */
  Payload payload() {
    return Payload.text(json);
  }

  /** The options with what {@link #in} has to know. */
  PublishOptions mark(PublishOptions options) {
    return json.equals(NULL) ? options.attribute(NULL_ATTRIBUTE, "true") : options;
  }
}
