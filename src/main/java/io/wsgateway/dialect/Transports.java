package io.wsgateway.dialect;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Transport;
import io.wsgateway.dialect.nativetransport.Cutter;
import io.wsgateway.dialect.nativetransport.FrameWriter;
import io.wsgateway.dialect.nativetransport.FrameWriters;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.Session;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Chooses how a WebSocket is written to. */
@ApplicationScoped
public class Transports {
  @Resource private ManagedExecutorService executor;
  @Resource private ManagedScheduledExecutorService scheduler;
  @Inject private GatewayConfig config;
  private final Map<String, LongAdder> opened = new ConcurrentHashMap<>();
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
    FrameWriter writer = writer(session);
    opened.computeIfAbsent(writer.getClass().getSimpleName(), name -> new LongAdder()).increment();
    return new WebSocketTransport(session, writer, executor, cutter);
  }

  /** How many sockets were opened so far, by the simple name of what writes to them. */
  public Map<String, Long> opened() {
    Map<String, Long> sums = new TreeMap<>();
    opened.forEach((writer, count) -> sums.put(writer, count.sum()));
    return sums;
  }

  private FrameWriter writer(Session session) {
    Optional<FrameWriter> ofContainer =
        switch (config.node().transport()) {
          case AUTO -> FrameWriters.of(session);
          case PORTABLE -> Optional.empty();
        };
    return ofContainer.orElseGet(() -> new PortableWriter(session));
  }
}
