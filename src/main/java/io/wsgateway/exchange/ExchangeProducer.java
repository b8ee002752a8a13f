package io.wsgateway.exchange;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.MembershipConfig;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Membership;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Chooses by configuration what joins nodes and what keeps memberships. Whoever gets them starts
 * and stops them; until then they hold no threads and no sockets.
 */
@ApplicationScoped
public class ExchangeProducer {
  @Inject private GatewayConfig config;
  @Inject private Counters counters;

  @Resource private ManagedThreadFactory threads;

  // One for all that uses Redis, so that the log tells once.
  private @Nullable RedisHealth health;

  /** What {@code gateway.exchange} says. */
  @Produces
  @Singleton
  public Exchange exchange() {
    return switch (config.exchange()) {
      case LOCAL -> new LocalExchange();
      case REDIS -> new RedisExchange(config.redis(), health(), counters, threads);
    };
  }

  /** What {@code gateway.membership} says. */
  @Produces
  @Singleton
  public Membership membership() {
    return isMembershipInRedis()
        ? new RedisMembership(
            config.redis(),
            config.membership(),
            health(),
            counters,
            threads,
            InstantSource.system())
        : new MemoryMembership(config.membership(), InstantSource.system());
  }

  private boolean isMembershipInRedis() {
    MembershipConfig.Store store = config.membership().store();
    boolean auto = store == MembershipConfig.Store.AUTO;
    return store == MembershipConfig.Store.REDIS
        || (auto && config.exchange() == GatewayConfig.ExchangeKind.REDIS);
  }

  private synchronized RedisHealth health() {
    if (health == null) {
      health = new RedisHealth(config.redis().address());
    }
    return health;
  }
}
