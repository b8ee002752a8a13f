package io.wsgateway.admin;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.wsgateway.core.DeliveryTimes;

/**
 * How long deliveries took, as the core has counted it: Micrometer's own timers would have to be
 * told of every delivery. Safe for any thread.
 */
final class DeliveryHistogram implements Collector {
  private static final String NAME = "wsgateway_delivery_seconds";

  private final DeliveryTimes times;

  DeliveryHistogram(DeliveryTimes times) {
    this.times = times;
  }

  @Override
  public String getPrometheusName() {
    return NAME;
  }

  @Override
  public MetricSnapshot collect() {
    DeliveryTimes.Snapshot snapshot = times.snapshot();
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    long before = 0;
    for (int i = 0; i < snapshot.atMost().size(); i++) {
      long atMost = snapshot.atMost().get(i);
      buckets.bucket(DeliveryTimes.BOUNDS.get(i).toNanos() / 1e9, atMost - before);
      before = atMost;
    }
    buckets.bucket(Double.POSITIVE_INFINITY, snapshot.count() - before);
    return HistogramSnapshot.builder()
        .name(NAME)
        .help("From accepting a publication on this node to its being written to a client")
        .dataPoint(
            HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(snapshot.sum().toNanos() / 1e9)
                .build())
        .build();
  }
}
