package io.wsgateway.dialect.vein;

import static java.lang.System.Logger.Level.DEBUG;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.auth.Permissions;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.VeinConfig;
import io.wsgateway.core.Audit;
import io.wsgateway.core.Connection;
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
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.jspecify.annotations.Nullable;

/** The WebSocket of the vein dialect. One object per connection. */
@ServerEndpoint(
    value = VeinCodec.PATH,
    subprotocols = HandshakeToken.SUBPROTOCOL,
    configurator = InjectedOnce.Copies.class)
public class VeinEndpoint extends InjectedOnce {
  private static final System.Logger LOG = System.getLogger(VeinEndpoint.class.getName());

  @Inject private Gateway gateway;
  @Inject private GatewayConfig config;
  @Inject private Transports transports;
  @Inject private VeinCodec codec;
  @Inject private Permissions permissions;
  @Inject private Audit audit;

  /** Null if the client was turned away. */
  private @Nullable VeinConversation conversation;

  /** The handshake has checked who it is, unless somebody found a way around it. */
  @OnOpen
  public void open(Session session) {
    Transport transport = transports.open(session);
    try {
      Visitor visitor = Visitor.of(session.getUserPrincipal());
      if (!(visitor.login() instanceof VeinAccount account)) {
        transport.close(DisconnectReason.NOT_AUTHENTICATED);
        return;
      }
      Connection connection = gateway.connect(codec, transport, visitor, account.app());
      VeinConversation begun =
          new VeinConversation(gateway, config, permissions, audit, connection, account);
      conversation = begun;
      begun.begin();
    } catch (GatewayException e) {
      LOG.log(DEBUG, "A client of the vein dialect is turned away: " + e.getMessage());
      transport.close(TurnedAway.reason(e, DisconnectReason.NOT_AUTHENTICATED));
    }
  }

  /** A JSON object, or something else. */
  @OnMessage(maxMessageSize = VeinConfig.MAX_MESSAGE_SIZE)
  public void message(String text) {
    if (conversation != null) {
      conversation.hear(text);
    }
  }

  /** Binary frames are treated like text, as in the original. */
  @OnMessage(maxMessageSize = VeinConfig.MAX_MESSAGE_SIZE)
  public void message(byte[] text) {
    message(new String(text, UTF_8));
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
}
