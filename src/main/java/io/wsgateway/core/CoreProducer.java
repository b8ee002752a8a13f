package io.wsgateway.core;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Makes the gateway injectable as the plain object that it is: without a proxy, it can still be
 * called by WebSockets that close while the application is taken down.
 */
@ApplicationScoped
public class CoreProducer {
  @Inject private SessionRegistry registry;

  /** The gateway of this node. */
  @Produces
  @Singleton
  Gateway gateway() {
    return registry.gateway();
  }

  /** Who was refused, and what was changed, on this node. */
  @Produces
  @Singleton
  Audit audit(Counters counted) {
    return new Audit(counted);
  }

  /** What happened to messages and connections on this node. */
  @Produces
  @Singleton
  Counters counters() {
    return new Counters();
  }
}
