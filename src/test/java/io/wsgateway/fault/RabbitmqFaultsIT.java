package io.wsgateway.fault;

import io.wsgateway.client.Eventually;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
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
    AtomicLong blocked = new AtomicLong();
    AtomicLong relieved = new AtomicLong();
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
                blocked.set(Scene.now());
              },
              () -> {
                relieved.set(Scene.now());
                rabbitmq.accept();
              });
      finish(scene, fault);
      expectAnswers(scene, new Times(blocked.get(), relieved.get()), cluster().nodes());
    } finally {
      rabbitmq.accept();
    }
    expectAsBefore();
  }
}
