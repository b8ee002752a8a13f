package io.wsgateway.fault;

import io.wsgateway.server.RedisProcess;
import java.util.Map;
import redis.clients.jedis.Jedis;

/** A Redis of its own for a test. */
final class RedisBroker implements Broker {
  private final RedisProcess redis = RedisProcess.start();

  @Override
  public int port() {
    return redis.port();
  }

  @Override
  public Map<String, String> settings(int port) {
    return Map.of("gateway.exchange", "redis", "gateway.redis.uri", "redis://127.0.0.1:" + port);
  }

  @Override
  public void stop() {
    redis.stop();
  }

  @Override
  public void restart() {
    redis.restart();
  }

  @Override
  public void freeze() {
    redis.freeze();
  }

  @Override
  public void thaw() {
    redis.thaw();
  }

  /** Changes a setting of the running Redis. */
  void set(String parameter, String value) {
    try (Jedis jedis = new Jedis(redis.uri())) {
      jedis.configSet(parameter, value);
    }
  }

  /** How many clients Redis lists in whose line there is this text. */
  long clients(String text) {
    try (Jedis jedis = new Jedis(redis.uri())) {
      return jedis.clientList().lines().filter(line -> line.contains(text)).count();
    }
  }

  @Override
  public void close() {
    redis.close();
  }
}
