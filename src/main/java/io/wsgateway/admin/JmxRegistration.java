package io.wsgateway.admin;

import static java.lang.System.Logger.Level.WARNING;

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
import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Shows {@link AccessMXBean} as long as the application is deployed. Its name has the number that
 * the node started with, so that several gateways in one server do not meet. A gateway that JMX
 * does not take serves without it.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class JmxRegistration {
  private static final System.Logger LOG = System.getLogger(JmxRegistration.class.getName());

  @Inject private Gateway gateway;
  @Inject private Counters counters;

  private @Nullable ObjectName name;

  /** Registers it. */
  @PostConstruct
  void register() {
    try {
      Access access = new Access(gateway, counters);
      ObjectName chosen = new ObjectName("io.wsgateway:type=Access,node=" + access.getNode());
      server().registerMBean(access, chosen);
      name = chosen;
    } catch (JMException | RuntimeException e) {
      LOG.log(WARNING, "JMX does not show this gateway; blocks can be made over the REST API", e);
    }
  }

  /** Takes it out again: it would keep the whole application in memory. */
  @PreDestroy
  void unregister() {
    if (name != null) {
      try {
        server().unregisterMBean(name);
      } catch (InstanceNotFoundException e) {
        // Somebody else took it out.
      } catch (JMException | RuntimeException e) {
        LOG.log(WARNING, "JMX does not give back " + name, e);
      }
    }
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }
}
