package io.wsgateway.dialect.reg;

import static java.lang.System.Logger.Level.DEBUG;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.auth.Permissions;
import io.wsgateway.auth.UserVerifier;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.RegConfig;
import io.wsgateway.core.Connection;
import io.wsgateway.core.Dialect;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
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
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.jspecify.annotations.Nullable;

/** The WebSocket of the reg dialect. One object per connection. */
@ServerEndpoint(
    value = RegCodec.PATH,
    subprotocols = {RegAnswered.SUBPROTOCOL, HandshakeToken.SUBPROTOCOL},
    configurator = InjectedOnce.Copies.class)
public class RegEndpoint extends InjectedOnce {
  private static final System.Logger LOG = System.getLogger(RegEndpoint.class.getName());

  @Inject private Gateway gateway;
  @Inject private GatewayConfig config;
  @Inject private Transports transports;
  @Inject private RegCodec codec;
  @Inject private UserVerifier verifier;
  @Inject private Permissions permissions;

  /** Null if the client was turned away. */
  private @Nullable RegConversation conversation;

  /** The connection has no app and no user before it registers. */
  @OnOpen
  public void open(Session session) {
    Transport transport = transports.open(session);
    try {
      Connection connection =
          gateway.connect(dialect(session), transport, Visitor.of(session.getUserPrincipal()));
      new RegPatience(gateway, connection).start(config.limits().unauthenticatedTime());
      conversation = new RegConversation(gateway, config, verifier, permissions, codec, connection);
    } catch (GatewayException e) {
      LOG.log(DEBUG, "A client of reg is turned away: " + e.getMessage());
      transport.close(TurnedAway.reason(e, DisconnectReason.NOT_AUTHENTICATED));
    }
  }

  private Dialect dialect(Session session) {
    return RegAnswered.SUBPROTOCOL.equals(session.getNegotiatedSubprotocol())
        ? codec.answered()
        : codec;
  }

  /** A line of text. */
  @OnMessage(maxMessageSize = RegConfig.MAX_MESSAGE_SIZE)
  public void message(String line) {
    if (conversation != null) {
      conversation.hear(line);
    }
  }

  /** Binary frames are treated like text, as in the original. */
  @OnMessage(maxMessageSize = RegConfig.MAX_MESSAGE_SIZE)
  public void message(byte[] line) {
    message(new String(line, UTF_8));
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
}
