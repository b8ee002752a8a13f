package io.wsgateway.bench;

import io.wsgateway.server.RedisProcess;
import redis.clients.jedis.Jedis;

/** What a Redis tells of itself. One thread. */
final class RedisInfo implements AutoCloseable {
  private final Jedis jedis;

  RedisInfo(RedisProcess redis) {
    jedis = new Jedis(redis.uri());
  }

  /** How many channels have a subscriber. */
  long channels() {
    return number("stats", "pubsub_channels:");
  }

  /** In bytes. */
  long usedMemory() {
    return number("memory", "used_memory:");
  }

  private long number(String section, String key) {
    return jedis
        .info(section)
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> Long.parseLong(line.substring(key.length()).strip()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Redis does not tell " + key));
  }

  @Override
  public void close() {
    jedis.close();
  }
}
