package io.wsgateway.exchange;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.MembershipConfig;
import io.wsgateway.core.BlockStore;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.ExpiringStore;
import io.wsgateway.core.Membership;
import io.wsgateway.core.Schedules;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Chooses by configuration what joins nodes and what keeps memberships, what must not be repeated,
 * delayed pushes, and blocks. Whoever gets them starts and stops them; until then they hold no
 * threads and no sockets.
 */
@ApplicationScoped
public class ExchangeProducer {
  /**
   * How much that must not be repeated a node remembers: 800 requests a second for ten minutes, in
   * less than 150 MB.
   */
  private static final int MAX_EXPIRING = 500_000;

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
      case RABBITMQ -> new RabbitmqExchange(config.rabbitmq(), counters, threads);
    };
  }

  /** With nodes joined by Redis, what must not be repeated is remembered there, too. */
  @Produces
  @Singleton
  public ExpiringStore expiringStore() {
    InstantSource clock = InstantSource.system();
    return config.exchange() == GatewayConfig.ExchangeKind.REDIS
        ? new RedisExpiringStore(config.redis(), MAX_EXPIRING, health(), threads, clock)
        : new MemoryExpiringStore(MAX_EXPIRING, clock);
  }

  /** Where nodes share Redis for anything, blocks are kept there, too. */
  @Produces
  @Singleton
  public BlockStore blockStore() {
    return config.exchange() == GatewayConfig.ExchangeKind.REDIS || isMembershipInRedis()
        ? new RedisBlockStore(config.redis(), health(), threads)
        : new MemoryBlockStore();
  }

  /** With nodes joined by Redis, delayed pushes wait there, too. */
  @Produces
  @Singleton
  public Schedules schedules() {
    int maxEntries = config.cluster().schedulesMaxEntries();
    if (config.exchange() == GatewayConfig.ExchangeKind.REDIS) {
      return new RedisSchedules(config.redis(), maxEntries, DueGiver.LEASE, health(), threads);
    }
    long maxBytes = Runtime.getRuntime().maxMemory() / 8;
    return new MemorySchedules(maxEntries, maxBytes, threads, InstantSource.system());
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
