package io.wsgateway.core;

import io.wsgateway.config.GatewayConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether this node is alive, has started, and may be sent clients. Nothing here waits, so whoever
 * asks learns of a broker that hangs without hanging. Safe for any thread.
 */
public final class Health {
  /** How long a delivery thread may do nothing although something waits for it. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Figures figures;
  private final Drain drain;
  private final GatewayConfig config;

  Health(Figures figures, Drain drain, GatewayConfig config) {
    this.figures = figures;
    this.drain = drain;
    this.config = config;
  }

  /**
   * One thing that was looked at.
   *
   * @param name what
   * @param isUp whether it is well
   * @param data texts and numbers, by their names
   */
  public record Check(String name, boolean isUp, Map<String, Object> data) {}

  /** Whether it works at all. If not, only starting it again helps. */
  public List<Check> live() {
    return List.of(lanes(true));
  }

  /**
   * Whether it may be sent clients. A broker that is away alone does not forbid it, unless {@code
   * gateway.health.ready-needs-exchange} says so: the node still serves the clients it has.
   */
  public List<Check> ready() {
    boolean needsExchange = config.watch().readyNeedsExchange();
    return List.of(
        lanes(figures.backlog() < figures.backlogLimit()),
        new Check(
            "exchange",
            !needsExchange || figures.exchange() == Exchange.State.UP,
            data(
                "state", name(figures.exchange()),
                "kind", name(config.exchange()),
                "reconnects", figures.reconnects())),
        new Check(
            "membership",
            true,
            Map.of("state", figures.isKeepingMemberships() ? "up" : "degraded")),
        new Check("drain", drain.isReady(), Map.of("state", name(drain.state()))));
  }

  /** Whether it has tried to reach what it needs. */
  public List<Check> started() {
    return List.of(new Check("start", figures.isStarted(), Map.of()));
  }

  /** Whether it may be sent clients. */
  public boolean isReady() {
    return ready().stream().allMatch(Check::isUp);
  }

  private Check lanes(boolean hasRoom) {
    Duration stall = figures.stall();
    return new Check(
        "lanes",
        hasRoom && stall.compareTo(PATIENCE) < 0,
        data(
            "backlog", figures.backlog(),
            "limit", figures.backlogLimit(),
            "stalledMillis", stall.toMillis()));
  }

  /** Names and values in turn; people read them in this order. */
  private static Map<String, Object> data(Object... all) {
    Map<String, Object> data = new LinkedHashMap<>();
    for (int i = 0; i < all.length; i += 2) {
      data.put((String) all[i], all[i + 1]);
    }
    return data;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
