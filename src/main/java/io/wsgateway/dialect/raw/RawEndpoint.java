package io.wsgateway.dialect.raw;

import static java.lang.System.Logger.Level.DEBUG;

import io.wsgateway.auth.UserVerifier;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.RawConfig;
import io.wsgateway.core.Connection;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Payload;
import io.wsgateway.core.Transport;
import io.wsgateway.core.Visitor;
import io.wsgateway.dialect.HandshakeToken;
import io.wsgateway.dialect.InjectedOnce;
import io.wsgateway.dialect.Transports;
import io.wsgateway.dialect.TurnedAway;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The WebSocket of the raw dialect. One object per connection. */
@ServerEndpoint(
    value = RawCodec.PATH,
    subprotocols = HandshakeToken.SUBPROTOCOL,
    configurator = InjectedOnce.Copies.class)
public class RawEndpoint extends InjectedOnce {
  private static final System.Logger LOG = System.getLogger(RawEndpoint.class.getName());
  private static final DisconnectReason NOT_SERVED =
      DisconnectReason.application(1008, "the app of this endpoint is not served here");

  @Inject private Gateway gateway;
  @Inject private GatewayConfig config;
  @Inject private Transports transports;
  @Inject private RawCodec codec;
  @Inject private RawApplications applications;
  @Inject private UserVerifier verifier;

  /** None if the client was not taken in. */
  private @Nullable RawDoor door;

  /** None if the client was not taken in. */
  private @Nullable RawConversation conversation;

  /** The client is taken in, and the application hears of it. */
  @OnOpen
  public void open(Session session) {
    Transport transport = transports.open(session);
    try {
      Connection connection =
          gateway.connect(
              codec, transport, Visitor.of(session.getUserPrincipal()), config.raw().app());
      RawConversation begun =
          new RawConversation(gateway, connection, applications.chosen(), config.raw());
      conversation = begun;
      RawDoor before =
          new RawDoor(
              gateway,
              verifier,
              connection,
              begun,
              config.raw(),
              config.apps().get(config.raw().app()));
      door = before;
      before.knock(claimed(session));
    } catch (GatewayException e) {
      LOG.log(DEBUG, "A client was refused: " + e.getMessage());
      transport.close(TurnedAway.reason(e, NOT_SERVED));
    }
  }

  /** A text message. */
  @OnMessage(maxMessageSize = RawConfig.MAX_MESSAGE_SIZE)
  public void message(String text) {
    hear(Payload.text(text));
  }

  /** A binary message. */
  @OnMessage(maxMessageSize = RawConfig.MAX_MESSAGE_SIZE)
  public void message(byte[] bytes) {
    hear(Payload.binary(bytes));
  }

  /** A pong, asked for or not. */
  @OnMessage
  public void pong(PongMessage pong) {
    if (conversation != null) {
      conversation.pong();
    }
  }

  /** The connection is over, whoever ended it. */
  @OnClose
  public void close(CloseReason reason) {
    if (conversation != null) {
      conversation.end(reason.getCloseCode().getCode(), reason.getReasonPhrase());
    }
  }

  /** Containers call {@link #close} afterwards if the socket is gone. */
  @OnError
  public void error(Throwable failure) {
    LOG.log(DEBUG, "A client's socket failed", failure);
  }

  private void hear(Payload message) {
    if (door != null) {
      door.hear(message);
    }
  }

  /** Who a client says it is; an application that is asked about it must know. */
  private static String claimed(Session session) {
    List<String> users = session.getRequestParameterMap().getOrDefault("user", List.of());
    return users.isEmpty() ? "" : users.get(0);
  }
}
