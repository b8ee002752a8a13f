package io.wsgateway.admin;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Audit;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Gateway;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Shows {@link AccessMXBean}, {@link NodeMXBean} and an {@link AppMXBean} for each app as long as
 * the application is deployed.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class JmxRegistration {
  private static final Duration UPKEEP = Duration.ofSeconds(3);

  @Inject private Gateway gateway;
  @Inject private GatewayConfig config;
  @Inject private Counters counters;
  @Inject private Audit audit;

  private Registrations registrations;

  /** Registers them. */
  @PostConstruct
  void register() {
    Access access = new Access(gateway, counters);
    registrations = new Registrations(access.getNode());
    registrations.add("Access", "", AccessMXBean.class, access);
    registrations.add("Node", "", NodeMXBean.class, new NodeBean(gateway, config, audit));
    upkeep(
        new AppBeans(registrations, gateway.figures(), new Closer(gateway, audit), config::apps));
  }

  private void upkeep(AppBeans apps) {
    gateway.timers().after(UPKEEP, () -> upkeep(apps));
    apps.update();
  }

  /** Takes them out again. */
  @PreDestroy
  void unregister() {
    registrations.close();
  }
}
