package io.wsgateway.dialect.vein;

import static java.lang.System.Logger.Level.DEBUG;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.VeinConfig;
import io.wsgateway.core.Connection;
import io.wsgateway.core.Destination;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Transport;
import io.wsgateway.dialect.PingRule;
import io.wsgateway.dialect.Transports;
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

/** The WebSocket of the vein dialect. The container makes one object per connection. */
@ServerEndpoint(VeinCodec.PATH)
public class VeinEndpoint {
  private static final System.Logger LOG = System.getLogger(VeinEndpoint.class.getName());

  @Inject private Gateway gateway;
  @Inject private GatewayConfig config;
  @Inject private Transports transports;
  @Inject private VeinCodec codec;
  private Connection connection;
  private @Nullable VeinAccount account;
  private @Nullable PingRule pings;

  /** The handshake has checked who it is, unless somebody found a way around it. */
  @OnOpen
  public void open(Session session) {
    Transport transport = transports.open(session);
    if (!(session.getUserPrincipal() instanceof VeinAccount known)) {
      connection = gateway.connect(codec, transport);
      gateway.close(connection, DisconnectReason.NOT_AUTHENTICATED);
      return;
    }
    account = known;
    connection = gateway.connect(codec, transport, known.app());
    if (!known.name().isEmpty()) {
      gateway.bind(connection, known.app(), known.name());
    }
    pings =
        new PingRule(
            gateway, connection, config.vein().pingInterval(), config.vein().pongTimeout());
    pings.start();
  }

  /** A message to a user or to a topic. There is no answer, whatever becomes of it. */
  @OnMessage(maxMessageSize = VeinConfig.MAX_MESSAGE_SIZE)
  public void message(String text) {
    VeinAccount from = account;
    if (text.getBytes(UTF_8).length > config.vein().maxMessageSize()) {
      gateway.close(connection, DisconnectReason.TOO_LARGE);
    } else if (from != null) {
      VeinMessage.parse(text).ifPresent(message -> publish(message, from));
    }
  }

  /** Binary frames are treated like text, as in the original. */
  @OnMessage(maxMessageSize = VeinConfig.MAX_MESSAGE_SIZE)
  public void message(byte[] text) {
    message(new String(text, UTF_8));
  }

  /** Asked for or not, it proves that the client is there. */
  @OnMessage
  public void pong(PongMessage pong) {
    PingRule rule = pings;
    if (rule != null) {
      rule.pong();
    }
  }

  /** The connection is over, whoever ended it. */
  @OnClose
  public void close(CloseReason reason) {
    gateway.disconnected(connection, reason.getCloseCode().getCode(), reason.getReasonPhrase());
  }

  /** Containers call {@link #close} afterwards if the socket is gone. */
  @OnError
  public void error(Throwable failure) {
    LOG.log(DEBUG, "A client's socket failed", failure);
  }

  private void publish(VeinMessage message, VeinAccount from) {
    try {
      Destination destination;
      if (message.event() == VeinMessage.PLAIN || message.event() == VeinMessage.TO_USER) {
        destination = gateway.toUser(from.app(), message.to());
      } else if (message.event() == VeinMessage.TO_TOPIC) {
        destination = gateway.toTopic(from.app(), message.to());
      } else {
        return;
      }
      gateway.publish(
          destination, message.data().payload(), VeinCodec.options(message, from.name()));
    } catch (GatewayException e) {
      LOG.log(DEBUG, connection + " was refused: " + e.getMessage());
    }
  }
}
