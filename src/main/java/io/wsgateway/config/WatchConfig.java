package io.wsgateway.config;

/**
 * How the node is watched.
 *
 * @param readyNeedsExchange whether the node is not ready while the broker is away
 * @param metricsOpen whether anybody may read the metrics
 */
public record WatchConfig(boolean readyNeedsExchange, boolean metricsOpen) {

  static WatchConfig read(Settings settings) {
    return new WatchConfig(
        settings.flag("gateway.health.ready-needs-exchange"),
        settings.flag("gateway.metrics.open"));
  }
}
