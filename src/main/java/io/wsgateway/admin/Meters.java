package io.wsgateway.admin;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Dialect;
import io.wsgateway.core.Gateway;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The meters of this node, from the start of the application to its end: the gateway's own and the
 * JVM's. Safe for any thread.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Meters {
  // It listens to the JVM's collectors, and would keep the application in memory.
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Object oneAtATime = new Object();

  @Inject private PrometheusMeterRegistry registry;
  @Inject private Gateway gateway;
  @Inject private GatewayConfig config;
  @Inject private Instance<Dialect> dialects;

  private GatewayMeters own;

  /** Begins to measure. */
  @PostConstruct
  void start() {
    own =
        new GatewayMeters(
            gateway, dialects.stream().map(Dialect::name).collect(Collectors.toSet()));
    List<MeterBinder> binders =
        List.of(
            own,
            collections,
            new ClassLoaderMetrics(),
            new JvmInfoMetrics(),
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new FileDescriptorMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics());
    binders.forEach(binder -> binder.bindTo(registry));
    String exchange = config.exchange().name().toLowerCase(Locale.ROOT);
    registry.getPrometheusRegistry().register(new BuildInfo(gateway.figures().version(), exchange));
    registry
        .getPrometheusRegistry()
        .register(new DeliveryHistogram(gateway.figures().counters().deliveryTimes()));
  }

  /** Everything in Prometheus' text format, version 0.0.4. */
  public String scrape() {
    synchronized (oneAtATime) {
      own.refresh(registry);
      return registry.scrape();
    }
  }

  /** Lets go of the JVM. */
  @PreDestroy
  void stop() {
    collections.close();
  }
}
