package io.wsgateway.exchange;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Counters;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Makes exchanges for one broker, with time-outs that suit a test; the nodes share one count. */
final class RabbitmqSetup {
  final Counters counters = new Counters();
  private final Map<String, String> settings = new HashMap<>();

  RabbitmqSetup(URI uri) {
    settings.put("gateway.rabbitmq.uri", uri.toString());
    settings.put("gateway.rabbitmq.heartbeat", "1s");
    settings.put("gateway.rabbitmq.reconnect-max", "500ms");
  }

  RabbitmqSetup with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Gives up bindings soon. */
  RabbitmqExchange exchange() {
    return exchange(Duration.ofMillis(50));
  }

  RabbitmqExchange exchange(Duration linger) {
    return new RabbitmqExchange(
        GatewayConfig.defaultsWith(settings).rabbitmq(), counters, Thread::new, linger);
  }
}
