package io.wsgateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayProcess;
import io.wsgateway.server.QpidBroker;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two servers that {@code gateway.exchange=rabbitmq} makes one. */
class RabbitmqGatewayProcessIT {
  private static final String MESSAGES = "/api/v1/apps/test/messages";

  @Test
  void nodes_areOne_whileTheBrokerIsThere_andServeTheirOwnWithoutIt() {
    QpidBroker broker = QpidBroker.start();
    try (GatewayProcess one = node("one", broker);
        GatewayProcess two = node("two", broker);
        RawWebSocket near = RawWebSocket.open(one.ws("/connection")).send("reg:test:near");
        RawWebSocket far = RawWebSocket.open(two.ws("/connection")).send("reg:test:far")) {
      Eventually.await("far is known", () -> push(one, "far", "early").contains("at-least"));
      far.expect("early");
      assertThat(push(one, "nobody", "hello")).contains("\"nodes\":0,\"trust\":\"exact\"");
      assertThat(push(one, "near", "own")).contains("\"connections\":1");
      near.expect("own");

      broker.close();
      Eventually.await(
          "the broker is missed", () -> push(one, "near", "local").contains("\"degraded\":true"));
      near.expect("local");
      assertThat(one.log()).contains("RabbitMQ at amqp://127.0.0.1").contains("is away");
      assertThat(one.log()).doesNotContain(broker.uri().getRawUserInfo());
    } finally {
      broker.close();
    }
  }

  private static String push(GatewayProcess from, String user, String text) {
    String body = "{\"to\":{\"user\":\"" + user + "\"},\"text\":\"" + text + "\"}";
    return HttpCalls.to(from.http("")).post(MESSAGES, "application/json", body).text();
  }

  private static GatewayProcess node(String name, QpidBroker broker) {
    return GatewayProcess.start(
        "rabbitmq-" + name,
        Map.of("gateway.exchange", "rabbitmq", "gateway.rabbitmq.uri", broker.uri().toString()));
  }
}
