package io.wsgateway.admin;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/**
 * Makes the registry of meters injectable, so that application code in the same WAR can add its
 * own; by its own type alone, so that it may have another {@code MeterRegistry}, too.
 */
@ApplicationScoped
public class MeterRegistryProducer {

  /** What {@code /api/metrics} shows. */
  @Produces
  @Singleton
  @Typed(PrometheusMeterRegistry.class)
  PrometheusMeterRegistry registry() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  /** With the application. */
  void close(@Disposes PrometheusMeterRegistry registry) {
    registry.close();
  }
}
