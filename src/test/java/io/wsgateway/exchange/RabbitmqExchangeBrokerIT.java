package io.wsgateway.exchange;

import io.wsgateway.server.RabbitmqProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** RabbitMQ itself. */
class RabbitmqExchangeBrokerIT extends RabbitmqExchangeContract {
  private static RabbitmqProcess rabbitmq;

  @BeforeAll
  static void startRabbitmq() {
    rabbitmq = RabbitmqProcess.start();
  }

  @AfterAll
  static void stopRabbitmq() {
    rabbitmq.close();
  }

  @Override
  RabbitmqSetup setup() {
    return new RabbitmqSetup(rabbitmq.uri());
  }

  /** RabbitMQ makes and ends some thousand bindings a second. */
  @Override
  int manyInterests() {
    return 20_000;
  }
}
