package io.wsgateway.admin;

import io.wsgateway.config.ConfigurationException;
import io.wsgateway.config.DrainConfig;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Audit;
import io.wsgateway.core.Counters;
import io.wsgateway.core.DeliveryTimes;
import io.wsgateway.core.Figures;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the figures when JMX asks for them, and does what it wants. Safe for any thread. */
final class NodeBean implements NodeMXBean {
  private final Gateway gateway;
  private final GatewayConfig config;
  private final Audit audit;
  private final Figures figures;
  private final Counters counters;
  private final Closer closer;

  NodeBean(Gateway gateway, GatewayConfig config, Audit audit) {
    this.gateway = gateway;
    this.config = config;
    this.audit = audit;
    figures = gateway.figures();
    counters = figures.counters();
    closer = new Closer(gateway, audit);
  }

  @Override
  public int getNode() {
    return figures.node().number();
  }

  @Override
  public String getVersion() {
    return figures.version();
  }

  @Override
  public String getSince() {
    return figures.node().since().toString();
  }

  @Override
  public String getState() {
    return name(gateway.drain().state());
  }

  @Override
  public boolean isReady() {
    return gateway.health().isReady();
  }

  @Override
  public String getExchange() {
    return name(figures.exchange());
  }

  @Override
  public String getMembership() {
    return figures.isKeepingMemberships() ? "up" : "degraded";
  }

  @Override
  public int getNodes() {
    return figures.nodes();
  }

  @Override
  public @Nullable Double getLagMillis() {
    Duration lag = figures.lag();
    return lag == null ? null : lag.toNanos() / 1e6;
  }

  @Override
  public long getReconnects() {
    return figures.reconnects();
  }

  @Override
  public long getConnections() {
    return figures.node().connections();
  }

  @Override
  public Map<String, Long> getHandshakes() {
    return counters.handshakes();
  }

  @Override
  public Map<String, Long> getRefusals() {
    return counters.refusals();
  }

  @Override
  public long getPublished() {
    return counters.publications();
  }

  @Override
  public long getReceived() {
    return counters.receptions();
  }

  @Override
  public long getDelivered() {
    return counters.deliveries();
  }

  @Override
  public @Nullable Double getMeanDeliveryMillis() {
    DeliveryTimes.Snapshot times = counters.deliveryTimes().snapshot();
    return times.count() == 0 ? null : times.sum().toNanos() / 1e6 / times.count();
  }

  @Override
  public Map<String, Long> getDeliveryTimes() {
    DeliveryTimes.Snapshot times = counters.deliveryTimes().snapshot();
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int i = 0; i < times.atMost().size(); i++) {
      counts.put(millis(DeliveryTimes.BOUNDS.get(i)), times.atMost().get(i));
    }
    counts.put("all", times.count());
    return counts;
  }

  /** So that consoles, which sort texts, show them in their order: 00000.5 before 00010.0. */
  private static String millis(Duration bound) {
    return String.format(Locale.ROOT, "%07.1f", bound.toNanos() / 1e6);
  }

  @Override
  public Map<String, Long> getDropped() {
    return counters.drops();
  }

  @Override
  public Map<String, Long> getClosed() {
    return counters.closes();
  }

  @Override
  public long getOutboxBytes() {
    return figures.crowd().bytes();
  }

  @Override
  public long getOutboxMessages() {
    return figures.crowd().messages();
  }

  @Override
  public long getOutboxLargestBytes() {
    return figures.crowd().largestBytes();
  }

  @Override
  public int getBacklog() {
    return figures.backlog();
  }

  @Override
  public int getBacklogLimit() {
    return figures.backlogLimit();
  }

  @Override
  public int getBlocks() {
    return gateway.blocks().size();
  }

  @Override
  public String closeConnection(String app, long connection) {
    return closer.connection(app, connection);
  }

  @Override
  public String closeUser(String app, String user, String reason) {
    return closer.user(app, user, reason);
  }

  @Override
  public String drain(long waitMillis, int pace) {
    DrainConfig rules = config.drain();
    try {
      gateway
          .drain()
          .start(
              waitMillis < 0 ? rules.notice() : Duration.ofMillis(waitMillis),
              pace == 0 ? rules.pace() : pace);
    } catch (GatewayException e) {
      throw new IllegalArgumentException(e.getMessage());
    }
    audit.changed("drain", "by", Access.BY);
    return getState();
  }

  @Override
  public String resume() {
    gateway.drain().resume();
    audit.changed("resume", "by", Access.BY);
    return getState();
  }

  @Override
  public String reloadConfiguration() {
    try {
      return config.reload(Access.BY).toString();
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException(e.getMessage());
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
