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
   * The transport for a socket that was just opened. Its idle timeout is switched off: containers
   * take what the server sends for a sign of life, so theirs proves nothing.
   */
  public Transport open(Session session) {
    session.setMaxIdleTimeout(0);
    return new WebSocketTransport(session, executor);
  }
}
