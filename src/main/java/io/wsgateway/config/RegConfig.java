package io.wsgateway.config;

import io.wsgateway.json.JsonText;
import jakarta.json.JsonArray;
import java.util.Optional;

/**
 * Settings of the reg dialect.
 *
 * @param maxMessageSize largest message from a client, in bytes
 * @param serverList the JSON list that {@code GET /serverList} answers with
 */
public record RegConfig(int maxMessageSize, Optional<String> serverList) {
  /** What the container takes in at most; a constant, since it stands in an annotation. */
  public static final int MAX_MESSAGE_SIZE = 1 << 16;

  static RegConfig read(Settings settings) {
    return new RegConfig(
        settings.size("gateway.reg.max-message-size", 64, MAX_MESSAGE_SIZE), serverList(settings));
  }

  private static Optional<String> serverList(Settings settings) {
    String key = "gateway.reg.server-list";
    Optional<String> list = settings.text(key);
    if (list.isPresent()) {
      if (JsonText.parse(list.get()).filter(JsonArray.class::isInstance).isEmpty()) {
        settings.bad(key, list.get(), "a JSON list such as [\"ws1.example:8080\"]");
      }
    }
    return list;
  }
}
