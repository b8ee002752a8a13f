package io.wsgateway.exchange;

import io.wsgateway.server.QpidBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** RabbitMQ's protocol, spoken to Apache Qpid in this JVM. */
class RabbitmqExchangeQpidIT extends RabbitmqExchangeContract {
  private static QpidBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = QpidBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Override
  RabbitmqSetup setup() {
    return new RabbitmqSetup(broker.uri());
  }

  /** Qpid makes and ends bindings the more slowly the more there are. */
  @Override
  int manyInterests() {
    return 3_000;
  }
}
