package io.wsgateway.dialect;

import io.wsgateway.core.Transport;
import io.wsgateway.dialect.nativetransport.Cutter;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.Session;

/** Chooses how a WebSocket is written to. */
@ApplicationScoped
public class Transports {
  @Resource private ManagedExecutorService executor;
  @Resource private ManagedScheduledExecutorService scheduler;
  private Cutter cutter;

  @PostConstruct
  void start() {
    cutter = new Cutter(scheduler);
  }

  @PreDestroy
  void stop() {
    cutter.stop();
  }

  /**
   * The transport for a socket that was just opened. Its idle timeout is switched off: containers
   * take what the server sends for a sign of life, so theirs proves nothing.
   */
  public Transport open(Session session) {
    session.setMaxIdleTimeout(0);
    return new WebSocketTransport(session, executor, cutter);
  }
}
