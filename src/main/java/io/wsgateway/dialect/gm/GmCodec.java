package io.wsgateway.dialect.gm;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Dialect;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Publication;
import io.wsgateway.json.JsonText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Optional;

/**
 * The messages of the gm dialect: a JSON object with a {@code type} and, for all but pings, {@code
 * data}. Further keys are ignored, and of a key that comes twice the last counts.
 */
@ApplicationScoped
public class GmCodec implements Dialect {
  static final String PATH = "/gm";

  /**
   * What GMWebSockets documents for the browser to compare with, so it is never spaced or sorted.
   */
  static final Payload PING = Payload.text("{\"type\":\"ping\"}");

  static final Payload PONG = Payload.text("{\"type\":\"pong\"}");

  /** The answer to whatever cannot be done. The original drops the connection over most of it. */
  static final Payload NOT_MATCH = Payload.text("{\"type\":\"not match\"}");

  static final Payload NOT_AUTH = Payload.text("not auth");

  private static final GmCommand NOISE = new GmCommand.Noise();
  private static final GmCommand NO_MATCH = new GmCommand.NoMatch();

  @Inject private GatewayConfig config;

  @Override
  public String name() {
    return "gm";
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Optional<String> app() {
    return Optional.of(config.gm().app());
  }

  /** Text goes out as it is: the protocol has no envelope. */
  @Override
  public Optional<Payload> encode(Publication publication) {
    Payload payload = publication.payload();
    return payload.isBinary() ? Optional.empty() : Optional.of(payload);
  }

  /**
   * How many clients a group has. The original never sends it; the form is that of the question.
   */
  static Payload count(String group, long clients) {
    return Payload.text(
        "{\"type\":\"get_clientcount_bygroup\",\"data\":{\"group_id\":"
            + GmNames.toJson(group)
            + ",\"count\":"
            + clients
            + "}}");
  }

  /** A client shows a newer token by binding again. */
  @Override
  public Optional<Payload> expiryNotice(Duration left) {
    return Optional.of(
        Payload.text(
            "{\"type\":\"token_expires\",\"data\":{\"seconds\":" + left.toSeconds() + "}}"));
  }

  /** What a message says. */
  GmCommand parse(String text) {
    JsonValue message = JsonText.parse(text).orElse(null);
    if (message == null) {
      return NOISE;
    }
    if (message instanceof JsonObject object && object.get("type") instanceof JsonString type) {
      return command(type.getString(), GmData.of(object)).orElse(NO_MATCH);
    }
    return NO_MATCH;
  }

  private static Optional<GmCommand> command(String type, GmData data) {
    return switch (type) {
      case "ping" -> Optional.of(new GmCommand.Ping());
      case "pong" -> Optional.of(new GmCommand.Pong());
      case "bind" ->
          data.name("client_id")
              .map(user -> new GmCommand.Bind(user, data.text("token").orElse("")));
      case "send_to_client" ->
          data.name("client_id")
              .flatMap(user -> data.message().map(text -> new GmCommand.SendToClient(user, text)));
      case "send_to_socket" ->
          data.socket()
              .flatMap(
                  socket -> data.message().map(text -> new GmCommand.SendToSocket(socket, text)));
      case "send_to_all" -> data.text("message").map(GmCommand.SendToAll::new);
      case "join_group" -> data.name("group_id").map(GmCommand.JoinGroup::new);
      case "leave_group" -> data.name("group_id").map(GmCommand.LeaveGroup::new);
      case "send_to_group" ->
          data.name("group_id")
              .flatMap(group -> data.message().map(text -> new GmCommand.SendToGroup(group, text)));
      case "get_clientcount_bygroup" -> data.name("group_id").map(GmCommand.CountGroup::new);
      default -> Optional.empty();
    };
  }
}
