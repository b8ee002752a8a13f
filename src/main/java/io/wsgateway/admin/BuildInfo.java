package io.wsgateway.admin;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/** What runs here, as a metric that is always 1; Micrometer cannot name one that ends so. */
final class BuildInfo implements Collector {
  private final String version;
  private final String exchange;

  BuildInfo(String version, String exchange) {
    this.version = version;
    this.exchange = exchange;
  }

  @Override
  public String getPrometheusName() {
    return "wsgateway";
  }

  @Override
  public MetricSnapshot collect() {
    return InfoSnapshot.builder()
        .name("wsgateway")
        .help("What runs here")
        .dataPoint(
            InfoSnapshot.InfoDataPointSnapshot.builder()
                .labels(Labels.of("version", version, "exchange", exchange))
                .build())
        .build();
  }
}
