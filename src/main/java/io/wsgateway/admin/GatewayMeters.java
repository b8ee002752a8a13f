package io.wsgateway.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Drain;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Figures;
import io.wsgateway.core.Gateway;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's own meters. They read its {@link Figures} when they are read, so that nothing is
 * counted twice. Safe for any thread, but {@link #refresh} for one at a time.
 */
final class GatewayMeters implements MeterBinder {
  private static final String REASON = "reason";
  private static final String DIALECT = "dialect";

  private final Gateway gateway;
  private final Figures figures;
  private final Counters counters;
  private final Set<String> dialects;
  private final Set<String> labels = new HashSet<>();
  private @Nullable MultiGauge connections;

  /**
   * @param dialects the names of those there are: their handshakes are counted from 0
   */
  GatewayMeters(Gateway gateway, Set<String> dialects) {
    this.gateway = gateway;
    this.dialects = Set.copyOf(dialects);
    figures = gateway.figures();
    counters = figures.counters();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    connections =
        MultiGauge.builder("wsgateway.connections")
            .description("Connections that are open")
            .register(registry);
    total(registry, "publications", "Publications accepted", Counters::publications);
    total(registry, "receptions", "Publications from other nodes", Counters::receptions);
    total(registry, "deliveries", "Messages written to clients", Counters::deliveries);
    gauge(registry, "outbox.bytes", "What waits for clients", () -> figures.crowd().bytes());
    gauge(registry, "outbox.messages", "Messages that wait", () -> figures.crowd().messages());
    gauge(
        registry,
        "outbox.largest.bytes",
        "What waits for the client for which most does",
        () -> figures.crowd().largestBytes());
    gauge(registry, "lane.backlog", "Publications that wait for delivery", figures::backlog);
    gauge(registry, "lane.backlog.bytes", "How much content these have", figures::backlogBytes);
    gauge(registry, "lane.backlog.limit", "How many may", figures::backlogLimit);
    gauge(
        registry,
        "lane.stall.seconds",
        "How long a delivery thread has done nothing although something waits for it",
        () -> seconds(figures.stall()));
    bindCluster(registry);
    refresh(registry);
  }

  private void bindCluster(MeterRegistry registry) {
    gauge(
        registry,
        "exchange.up",
        "Whether all nodes are reached",
        () -> flag(figures.exchange() == Exchange.State.UP));
    gauge(
        registry,
        "membership.up",
        "Whether changes of memberships are kept at once",
        () -> flag(figures.isKeepingMemberships()));
    gauge(
        registry,
        "exchange.lag.seconds",
        "How long a message takes through the exchange; grows while none comes back",
        () -> seconds(figures.lag()));
    FunctionCounter.builder("wsgateway.exchange.reconnects", figures, Figures::reconnects)
        .description("Connections to the broker that were made again")
        .register(registry);
    gauge(registry, "nodes", "Nodes that are alive", figures::nodes);
    gauge(
        registry,
        "ready",
        "Whether clients may be sent here",
        () -> flag(gateway.health().isReady()));
    gauge(
        registry,
        "draining",
        "Whether clients are being sent away, or have been",
        () -> flag(gateway.drain().state() != Drain.State.SERVING));
    gauge(
        registry,
        "blocks",
        "Users, tokens and addresses that are blocked",
        () -> gateway.blocks().size());
  }

  /** Adds what is new since the last time: apps, dialects and reasons. */
  void refresh(MeterRegistry registry) {
    if (connections != null) {
      connections.register(
          figures.crowd().shares().stream()
              .map(
                  share ->
                      MultiGauge.Row.of(
                          Tags.of("app", share.app(), DIALECT, share.dialect()),
                          share.connections()))
              .toList(),
          true);
    }
    dialects.forEach(name -> handshakes(registry, name));
    counters.handshakes().keySet().forEach(name -> handshakes(registry, name));
    each(registry, "refusals", "Who was refused", counters.refusals(), Counters::refusals);
    each(registry, "drops", "What was not delivered", counters.drops(), Counters::drops);
    each(registry, "closes", "Connections that ended", counters.closes(), Counters::closes);
  }

  private void handshakes(MeterRegistry registry, String dialect) {
    labelled(
        registry,
        "handshakes",
        "WebSockets taken in",
        Tags.of(DIALECT, dialect),
        all -> all.handshakes().getOrDefault(dialect, 0L));
  }

  private void each(
      MeterRegistry registry,
      String name,
      String description,
      Map<String, Long> now,
      Function<Counters, Map<String, Long>> read) {
    for (String reason : now.keySet()) {
      labelled(
          registry,
          name,
          description,
          Tags.of(REASON, reason),
          all -> read.apply(all).getOrDefault(reason, 0L));
    }
  }

  private void labelled(
      MeterRegistry registry,
      String name,
      String description,
      Tags tags,
      ToDoubleFunction<Counters> read) {
    if (labels.add(name + tags)) {
      FunctionCounter.builder("wsgateway." + name, counters, read)
          .description(description)
          .tags(tags)
          .register(registry);
    }
  }

  private void total(
      MeterRegistry registry, String name, String description, ToDoubleFunction<Counters> read) {
    labelled(registry, name, description, Tags.empty(), read);
  }

  private static void gauge(
      MeterRegistry registry, String name, String description, Supplier<Number> read) {
    Gauge.builder("wsgateway." + name, read).description(description).register(registry);
  }

  private static int flag(boolean on) {
    return on ? 1 : 0;
  }

  private static double seconds(@Nullable Duration time) {
    return time == null ? Double.NaN : time.toNanos() / 1e9;
  }
}
