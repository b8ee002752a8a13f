package io.wsgateway.fault;

import io.wsgateway.client.Eventually;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The fault table with nodes that RabbitMQ joins. */
class RabbitmqFaultsIT extends NodeFaultContract {
  private RabbitmqBroker rabbitmq;

  @Override
  Broker broker() {
    rabbitmq = new RabbitmqBroker();
    return rabbitmq;
  }

  @Test
  void publishersBlockedByAnAlarm_areDegraded_untilItIsOver() {
    try (Scene scene = Scene.on(cluster().nodes())) {
      Times fault =
          endure(
              scene,
              Duration.ofSeconds(5),
              () -> {
                rabbitmq.refuse();
                for (Node node : cluster().nodes()) {
                  Eventually.await(node.name() + " is told", NOTICED, () -> !node.isUp());
                }
              },
              rabbitmq::accept);
      finish(scene, fault);
      expectAnswers(scene, fault, cluster().nodes());
    } finally {
      rabbitmq.accept();
    }
    expectAsBefore();
  }
}
