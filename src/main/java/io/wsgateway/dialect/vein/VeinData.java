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
 * The {@code data} of a message: a JSON object, or null. The text of what clients and back ends of
 * this dialect say is what Go makes of it, members sorted and numbers as doubles, and that text is
 * also what clients of other dialects get.
 *
 * @param json the text
 */
record VeinData(String json) {
  private static final String NULL = "null";

  /** Tells data that was published here, and is written already, from any other text. */
  private static final String CANONICAL_ATTRIBUTE = VeinCodec.NAME + ".canonical";

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

  /**
   * What a publication is as data, wherever it comes from: what is no object gets to be one. An
   * object of other publishers stays as it was written. This is done for each publication by a
   * thread that delivers others', too, so it does no more than it must.
   */
  static VeinData in(Publication publication) {
    String text = publication.payload().text();
    if (publication.attributes().containsKey(CANONICAL_ATTRIBUTE)) {
      return new VeinData(text);
    }
    String json = text.strip();
    return isObject(json) ? new VeinData(json) : wrapped(text);
  }

  private static boolean isObject(String json) {
    return json.startsWith("{")
        && json.endsWith("}")
        && JsonText.parse(json).filter(JsonObject.class::isInstance).isPresent();
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
    return options.attribute(CANONICAL_ATTRIBUTE, "true");
  }
}
