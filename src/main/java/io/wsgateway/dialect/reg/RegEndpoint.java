package io.wsgateway.dialect.reg;

import static java.lang.System.Logger.Level.DEBUG;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.RegConfig;
import io.wsgateway.core.Connection;
import io.wsgateway.core.DisconnectReason;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.dialect.Transports;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The WebSocket of the reg dialect. The container makes one object per connection. */
@ServerEndpoint(RegCodec.PATH)
public class RegEndpoint {
  private static final System.Logger LOG = System.getLogger(RegEndpoint.class.getName());

  @Inject private Gateway gateway;
  @Inject private GatewayConfig config;
  @Inject private Transports transports;
  @Inject private RegCodec codec;
  private Connection connection;

  /** The connection has no app and no user before it registers. */
  @OnOpen
  public void open(Session session) {
    connection = gateway.connect(codec, transports.open(session));
  }

  /** A line of text. */
  @OnMessage(maxMessageSize = RegConfig.MAX_MESSAGE_SIZE)
  public void message(String line) {
    if (line.getBytes(UTF_8).length > config.reg().maxMessageSize()) {
      gateway.close(connection, DisconnectReason.TOO_LARGE);
      return;
    }
    Optional<RegCommand> command = codec.parse(line);
    if (command.isEmpty()) {
      badFormat();
      return;
    }
    try {
      obey(command.get());
    } catch (GatewayException e) {
      LOG.log(DEBUG, connection + " was refused: " + e.getMessage());
      badFormat();
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
    gateway.disconnected(connection, reason.getCloseCode().getCode(), reason.getReasonPhrase());
  }

  /** Containers call {@link #close} afterwards if the socket is gone. */
  @OnError
  public void error(Throwable failure) {
    LOG.log(DEBUG, "A client's socket failed", failure);
  }

  private void obey(RegCommand command) {
    requireOpen(command.app());
    if (command instanceof RegCommand.Register register) {
      gateway.bind(connection, register.app(), register.user());
    } else if (command instanceof RegCommand.Join join) {
      refusedLater(gateway.join(connection, join.app(), join.user(), join.topic()));
    } else if (command instanceof RegCommand.Leave leave) {
      refusedLater(gateway.leave(connection, leave.app(), leave.user(), leave.topic()));
    }
  }

  /** The protocol has no place for a proof, so it is not for apps that ask for one. */
  private void requireOpen(String app) {
    if (config.apps().get(app).auth() != AppsConfig.Auth.OPEN) {
      throw new GatewayException(
          ErrorCode.FORBIDDEN, "Users of the app " + app + " must prove who they are");
    }
  }

  private void refusedLater(CompletionStage<Void> outcome) {
    outcome.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            LOG.log(DEBUG, connection + " was refused", failure);
            badFormat();
          }
        });
  }

  private void badFormat() {
    gateway.send(connection, RegCodec.BAD_FORMAT);
  }
}
