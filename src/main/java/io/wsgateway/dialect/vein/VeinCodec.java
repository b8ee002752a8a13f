package io.wsgateway.dialect.vein;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.VeinConfig;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Dialect;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Publication;
import io.wsgateway.core.PublishOptions;
import io.wsgateway.json.JsonStyle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * What clients of the vein dialect see: a JSON object whose members have a fixed order and are left
 * out when they are empty or zero, except {@code to} and {@code data}, as Go writes the original's
 * struct. What a user said has a sender and a conversation, and its time in seconds unless {@code
 * gateway.vein.client-send-at} says otherwise; what a back end said has its time in milliseconds.
 */
@ApplicationScoped
public class VeinCodec implements Dialect {
  static final String NAME = "vein";
  static final String PATH = "/ws/connect";
  private static final String EVENT_ATTRIBUTE = NAME + ".event";

  private long clientTimeUnit = 1;

  /** For proxies of the container. */
  protected VeinCodec() {}

  /** As configured. */
  @Inject
  public VeinCodec(GatewayConfig config) {
    this(config.vein());
  }

  VeinCodec(VeinConfig config) {
    clientTimeUnit = config.clientSendAt() == VeinConfig.TimeUnit.SECONDS ? 1000 : 1;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String path() {
    return PATH;
  }

  /** How a client's message is published. */
  static PublishOptions options(VeinMessage message, String sender) {
    PublishOptions options = message.data().mark(PublishOptions.NONE.from(sender));
    return message.event() == VeinMessage.PLAIN
        ? options
        : options.attribute(EVENT_ATTRIBUTE, Long.toString(message.event()));
  }

  /** Bytes cannot be said in JSON. */
  @Override
  public Optional<Payload> encode(Publication publication) {
    return publication.payload().isBinary()
        ? Optional.empty()
        : Optional.of(Payload.text(write(publication)));
  }

  /** An event that the original has not; a client shows a newer token as {@code token:TOKEN}. */
  @Override
  public Optional<Payload> expiryNotice(Duration left) {
    return Optional.of(
        Payload.text(
            "{\"to\":\"\",\"event\":4007,\"data\":{\"expires_in\":" + left.toSeconds() + "}}"));
  }

  private String write(Publication publication) {
    String sender = publication.sender();
    String to = nameOf(publication.destination());
    String event = publication.attributes().get(EVENT_ATTRIBUTE);
    StringBuilder out = new StringBuilder("{");
    if (sender != null && !sender.isEmpty()) {
      out.append("\"from\":").append(JsonStyle.GO.quote(sender)).append(',');
    }
    out.append("\"to\":").append(JsonStyle.GO.quote(to));
    if (event != null) {
      out.append(",\"event\":").append(event);
    }
    out.append(",\"data\":").append(VeinData.in(publication).json());
    out.append(",\"msg_id\":\"").append(VeinMessageId.of(publication)).append('"');
    long unit = sender == null ? 1 : clientTimeUnit;
    out.append(",\"send_at\":").append(publication.time() / unit);
    if (sender != null && !to.isEmpty()) {
      out.append(",\"conversation_id\":").append(JsonStyle.GO.quote(to));
    }
    return out.append('}').toString();
  }

  private static String nameOf(Destination destination) {
    if (destination instanceof Destination.OfUser user) {
      return user.user();
    }
    return destination instanceof Destination.OfTopic topic ? topic.topic() : "";
  }
}
