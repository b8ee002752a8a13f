package io.wsgateway.fault;

import io.wsgateway.server.RabbitmqProcess;
import java.util.Map;

/** A RabbitMQ of its own for a test. */
final class RabbitmqBroker implements Broker {
  private final RabbitmqProcess rabbitmq = RabbitmqProcess.start();

  @Override
  public int port() {
    return rabbitmq.port();
  }

  @Override
  public Map<String, String> settings(int port) {
    return Map.of(
        "gateway.exchange",
        "rabbitmq",
        "gateway.rabbitmq.uri",
        "amqp://guest:guest@127.0.0.1:" + port);
  }

  @Override
  public void stop() {
    rabbitmq.stop();
  }

  @Override
  public void restart() {
    rabbitmq.restart();
  }

  @Override
  public void freeze() {
    rabbitmq.freeze();
  }

  @Override
  public void thaw() {
    rabbitmq.thaw();
  }

  /** Has it take nothing more from who publishes. */
  void refuse() {
    rabbitmq.raiseMemoryAlarm();
  }

  void accept() {
    rabbitmq.clearMemoryAlarm();
  }

  @Override
  public void close() {
    rabbitmq.close();
  }
}
