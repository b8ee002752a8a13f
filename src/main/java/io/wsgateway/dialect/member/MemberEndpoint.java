package io.wsgateway.dialect.member;

import static java.lang.System.Logger.Level.DEBUG;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.auth.Permissions;
import io.wsgateway.auth.UserVerifier;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.MemberConfig;
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
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.jspecify.annotations.Nullable;

/** The WebSocket of the member dialect. One object per connection. */
@ServerEndpoint(
    value = MemberCodec.PATH,
    subprotocols = HandshakeToken.SUBPROTOCOL,
    configurator = InjectedOnce.Copies.class)
public class MemberEndpoint extends InjectedOnce {
  private static final System.Logger LOG = System.getLogger(MemberEndpoint.class.getName());

  private static final DisconnectReason NOT_SERVED =
      DisconnectReason.application(
          1008, "gateway.member.app is not served, list it in gateway.apps");

  @Inject private Gateway gateway;
  @Inject private GatewayConfig config;
  @Inject private Transports transports;
  @Inject private MemberCodec codec;
  @Inject private UserVerifier verifier;
  @Inject private Permissions permissions;
  @Inject private MemberStatistics statistics;
  private @Nullable MemberConversation conversation;

  /** The client has the first word. */
  @OnOpen
  public void open(Session session) {
    Transport transport = transports.open(session);
    try {
      Connection connection =
          gateway.connect(
              codec, transport, Visitor.of(session.getUserPrincipal()), config.member().app());
      MemberConversation begun =
          new MemberConversation(gateway, config, verifier, permissions, statistics, connection);
      conversation = begun;
      begun.begin();
    } catch (GatewayException e) {
      LOG.log(DEBUG, "A client of the member dialect is turned away: " + e.getMessage());
      transport.close(TurnedAway.reason(e, NOT_SERVED));
    }
  }

  /** A JSON object, or something else. */
  @OnMessage(maxMessageSize = MemberConfig.MAX_MESSAGE_SIZE)
  public void message(String message) {
    if (conversation != null) {
      conversation.hear(message);
    }
  }

  /** Binary frames are treated like text, as in the original. */
  @OnMessage(maxMessageSize = MemberConfig.MAX_MESSAGE_SIZE)
  public void message(byte[] message) {
    message(new String(message, UTF_8));
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
