package io.wsgateway.exchange;

import io.wsgateway.client.Eventually;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Membership;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import redis.clients.jedis.Jedis;

/**
 * Makes what is tested, for one Redis, with time-outs that suit a test; the nodes share one log and
 * one count.
 */
final class RedisSetup {
  final Counters counters = new Counters();
  private final URI uri;
  private final RedisHealth health;
  private final Map<String, String> settings = new HashMap<>();

  RedisSetup(URI uri) {
    this.uri = uri;
    settings.put("gateway.redis.uri", uri.toString());
    settings.put("gateway.redis.timeout", "500ms");
    settings.put("gateway.redis.ping-interval", "500ms");
    settings.put("gateway.redis.reconnect-max", "500ms");
    health = new RedisHealth(config().redis().address());
  }

  RedisSetup with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Gives up channels soon. */
  RedisExchange exchange() {
    return exchange(Duration.ofMillis(50));
  }

  RedisExchange exchange(Duration linger) {
    return new RedisExchange(config().redis(), health, counters, Thread::new, linger);
  }

  RedisMembership membership(InstantSource clock) {
    GatewayConfig config = config();
    return new RedisMembership(
        config.redis(), config.membership(), health, counters, Thread::new, clock);
  }

  /** Keeps that many values itself. */
  RedisExpiringStore expiringStore(int maxEntries, InstantSource clock) {
    return new RedisExpiringStore(config().redis(), maxEntries, health, Thread::new, clock);
  }

  RedisBlockStore blockStore() {
    return new RedisBlockStore(config().redis(), health, Thread::new);
  }

  RedisSchedules schedules(int maxEntries, Duration lease) {
    return new RedisSchedules(config().redis(), maxEntries, lease, health, Thread::new);
  }

  /** Waits until changes go to Redis at once. */
  void awaitDirect(Membership membership) {
    Eventually.await("changes are direct", () -> isDirect(membership));
  }

  boolean isDirect(Membership membership) {
    return ((RedisMembership) membership).isDirect();
  }

  /** A client beside the gateway, to look and to meddle. */
  Jedis jedis() {
    return new Jedis(uri);
  }

  /** How many nodes Redis takes to be subscribed. */
  long subscribers(Destination destination) {
    String channel = new RedisNames(config().redis().prefix(), uri).channel(destination);
    try (Jedis jedis = jedis()) {
      return jedis.pubsubNumSub(channel).get(channel);
    }
  }

  private GatewayConfig config() {
    return GatewayConfig.defaultsWith(settings);
  }
}
