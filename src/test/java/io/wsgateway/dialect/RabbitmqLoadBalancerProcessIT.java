package io.wsgateway.dialect;

import io.wsgateway.server.RabbitmqProcess;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Nodes joined by RabbitMQ, without a store that they share. */
class RabbitmqLoadBalancerProcessIT extends LoadBalancerContract {
  private static RabbitmqProcess rabbitmq;

  @BeforeAll
  static void startRabbitmq() {
    rabbitmq = RabbitmqProcess.start();
    start(
        Map.of("gateway.exchange", "rabbitmq", "gateway.rabbitmq.uri", rabbitmq.uri().toString()));
  }

  @AfterAll
  static void stopRabbitmq() {
    rabbitmq.close();
  }
}
