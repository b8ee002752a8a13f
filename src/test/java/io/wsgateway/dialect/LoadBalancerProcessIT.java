package io.wsgateway.dialect;

import io.wsgateway.server.RedisProcess;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Nodes joined by Redis; runs where the build has WildFly. */
@EnabledIf("io.wsgateway.server.NginxProcess#isInstalled")
@EnabledIfSystemProperty(named = "test.wildfly.home", matches = ".+")
class LoadBalancerProcessIT extends LoadBalancerContract {
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
