package io.wsgateway.dialect;

import io.wsgateway.core.Transport;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.Session;

/** Chooses how a WebSocket is written to. */
@ApplicationScoped
public class Transports {
  @Resource private ManagedExecutorService executor;

  /**
   * The transport for a socket that was just opened, with what every dialect wants of its
   * container: no idle timeout, as containers take what the server sends for a sign of life, and a
   * bound on what the client sends.
   *
   * @param maxMessageSize largest message from the client, in bytes; a larger one is answered with
   *     close code 1009
   */
  public Transport open(Session session, int maxMessageSize) {
    session.setMaxIdleTimeout(0);
    session.setMaxTextMessageBufferSize(maxMessageSize);
    session.setMaxBinaryMessageBufferSize(maxMessageSize);
    return new WebSocketTransport(session, executor);
  }
}
