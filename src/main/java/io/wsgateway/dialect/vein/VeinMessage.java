package io.wsgateway.dialect.vein;

import io.wsgateway.core.GatewayException;
import io.wsgateway.json.GoFields;
import java.util.Optional;

/**
 * What a client says. Who it is from, its id, its time and its conversation are the gateway's to
 * say; a client may send them, and they must be of the right type, but they do not count.
 *
 * @param to a user, or with {@link #TO_TOPIC} a topic; may be empty
 * @param event 0 and 1 are to a user, 2 to a topic, and others mean nothing
 */
record VeinMessage(String to, long event, VeinData data) {
  /** To a user, and delivered without an event. */
  static final long PLAIN = 0;

  /** To a user. */
  static final long TO_USER = 1;

  /** To whoever is in a topic. The original dies of it. */
  static final long TO_TOPIC = 2;

  /** A message as it came in; nothing if it is not in the language. */
  static Optional<VeinMessage> parse(String text) {
    return GoFields.parse(text).flatMap(VeinMessage::of);
  }

  private static Optional<VeinMessage> of(GoFields fields) {
    GoStruct message = new GoStruct("Message", fields);
    try {
      message.text("from");
      message.text("msg_id");
      message.whole("send_at");
      message.text("conversation_id");
      String to = message.text("to");
      long event = message.whole("event");
      return VeinData.of(message.object("data")).map(data -> new VeinMessage(to, event, data));
    } catch (GatewayException e) {
      return Optional.empty();
    }
  }
}
