package io.wsgateway.exchange;

import io.wsgateway.core.Exchange;
import io.wsgateway.server.RedisProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisExchangeIT extends JoiningExchangeContract {
  private static RedisProcess redis;
  private static RedisSetup setup;

  @BeforeAll
  static void startRedis() {
    redis = RedisProcess.start();
    setup = new RedisSetup(redis.uri());
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @Override
  Exchange newExchange() {
    return setup.exchange();
  }
}
