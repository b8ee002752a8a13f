package io.wsgateway.dialect;

import io.wsgateway.server.RedisProcess;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Nodes joined by Redis. */
class RedisLoadBalancerProcessIT extends LoadBalancerContract {
  private static RedisProcess redis;

  @BeforeAll
  static void startRedis() {
    redis = RedisProcess.start();
    start(Map.of("gateway.exchange", "redis", "gateway.redis.uri", redis.uri().toString()));
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }
}
