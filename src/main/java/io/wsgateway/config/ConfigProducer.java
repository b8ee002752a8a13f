package io.wsgateway.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Makes the configuration injectable as the plain object that it is: without a proxy, it can still
 * be asked while the application is taken down.
 */
@ApplicationScoped
public class ConfigProducer {
  /** All settings. A bad one stops the deployment. */
  @Produces
  @Singleton
  GatewayConfig config() {
    GatewayConfig config = new GatewayConfig();
    config.tell();
    return config;
  }
}
