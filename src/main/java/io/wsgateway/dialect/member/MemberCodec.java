package io.wsgateway.dialect.member;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Connection;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Dialect;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Publication;
import io.wsgateway.json.GoFields;
import io.wsgateway.json.JsonStyle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the member dialect. Read as Go reads it: keys in any case, unknown ones ignored,
 * {@code null} like a missing value, and numbers only as whole ones of 64 bits. Written as Go
 * writes it, in this order: {@code {"app":NAME,"member_id":NUMBER,"text":TEXT}}.
 */
@ApplicationScoped
public class MemberCodec implements Dialect {
  static final String PATH = "/member";

  /** The private topic of the protocol, in which messages for one user appear. */
  static final String IM = "im";

  /** In place of a member's number where there is none. */
  static final long NO_MEMBER = -1;

  /** Attribute of a publication: the number that its publisher put in. */
  static final String MEMBER_ID = "member.id";

  /** Attribute of a publication to a user: the private topic that it was pushed to. */
  static final String MEMBER_APP = "member.app";

  private static final GoFields NO_FIELDS = GoFields.parse("{}").orElseThrow();

  /** The first message of a client. A negative number is nobody in particular. */
  record Login(long member, String token) {
    @Override
    public String toString() {
      return "Login[member=" + member + "]";
    }
  }

  /** The body of a push, with what Go takes for missing values. */
  record Push(String topic, long member, String text) {}

  @Inject private GatewayConfig config;

  @Override
  public String name() {
    return "member";
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Optional<String> app() {
    return Optional.of(config.member().app());
  }

  /**
   * The message of a push as it was, and a message from elsewhere under its topic's name, or as
   * {@value #IM} if it is for a user, a connection or all. Its number is then the name of whom it
   * is for, if that is one.
   */
  @Override
  public Optional<Payload> encode(Publication publication) {
    if (publication.payload().isBinary()) {
      return Optional.empty();
    }
    String app = IM;
    String about = null;
    if (publication.destination() instanceof Destination.OfTopic topic) {
      app = topic.topic();
      about = topic.topic();
    } else if (publication.destination() instanceof Destination.OfUser user) {
      app = publication.attributes().getOrDefault(MEMBER_APP, IM);
      about = user.user();
    }
    String passedOn = publication.attributes().get(MEMBER_ID);
    long number = numberOr(NO_MEMBER, passedOn == null ? about : passedOn);
    return Optional.of(envelope(app, number, publication.payload().text()));
  }

  /** Whatever a client has not asked for would be taken for an answer to what it did ask. */
  @Override
  public boolean admits(Connection connection, Publication publication) {
    MemberConversation conversation = connection.attachment(MemberConversation.class);
    return conversation != null && conversation.admits(publication);
  }

  /** A client shows a newer token by saying again who it is. */
  @Override
  public Optional<Payload> expiryNotice(Duration left) {
    return Optional.of(MemberAnswers.expires(left.toSeconds()));
  }

  /** Who a client says it is; nothing if it does not say so. */
  static Optional<Login> login(String message) {
    GoFields fields = GoFields.parse(message).orElse(NO_FIELDS);
    Long member = integer(fields, "member_id");
    String token = string(fields, "token");
    return member == null || member == 0 || token == null
        ? Optional.empty()
        : Optional.of(new Login(member, token));
  }

  /** The topic that a client wants to hear of; nothing if it does not say so. */
  static Optional<String> subscription(String message) {
    String topic = string(GoFields.parse(message).orElse(NO_FIELDS), "app");
    return Optional.ofNullable(topic).filter(name -> !name.isEmpty());
  }

  /** A push; nothing if the body is not one. Any of its fields may be missing. */
  static Optional<Push> push(String body) {
    return GoFields.parse(body).map(MemberCodec::push);
  }

  private static @Nullable Push push(GoFields fields) {
    String topic = string(fields, "app");
    Long member = integer(fields, "member_id");
    String text = string(fields, "text");
    return topic == null || member == null || text == null
        ? null
        : new Push(topic, member, whole(text));
  }

  /** Half a surrogate pair becomes U+FFFD, as in Go; UTF-8 would make a question mark of it. */
  private static String whole(String text) {
    return text.chars().anyMatch(unit -> Character.isSurrogate((char) unit))
        ? new String(text.getBytes(UTF_16BE), UTF_16BE)
        : text;
  }

  /** A field that must be a string if it is there; null if it is something else. */
  private static @Nullable String string(GoFields fields, String name) {
    JsonValue value = fields.get(name).orElse(JsonValue.NULL);
    if (value == JsonValue.NULL) {
      return "";
    }
    return value instanceof JsonString text ? text.getString() : null;
  }

  /** A field that must be a whole number of 64 bits if it is there; null if it is not. */
  private static @Nullable Long integer(GoFields fields, String name) {
    JsonValue value = fields.get(name).orElse(JsonValue.NULL);
    if (value == JsonValue.NULL) {
      return 0L;
    }
    return value instanceof JsonNumber number ? toLong(number.toString()) : null;
  }

  /** The number that a name is, if it is one as programs write it. */
  private static long numberOr(long otherwise, @Nullable String name) {
    Long number = name == null ? null : toLong(name);
    return number == null || !number.toString().equals(name) ? otherwise : number;
  }

  private static @Nullable Long toLong(String digits) {
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A message to a client. */
  static Payload envelope(String app, long member, String text) {
    return Payload.text(
        "{\"app\":"
            + JsonStyle.GO.quote(app)
            + ",\"member_id\":"
            + member
            + ",\"text\":"
            + JsonStyle.GO.quote(text)
            + "}");
  }
}
