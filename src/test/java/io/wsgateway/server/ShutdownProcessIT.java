package io.wsgateway.server;

import io.wsgateway.client.RawWebSocket;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A server process that is asked to stop, with clients connected. */
class ShutdownProcessIT {
  @Test
  void stoppedInOrder_clientsAreToldToComeBack() {
    try (GatewayProcess gateway = GatewayProcess.start("shutdown", Map.of())) {
      List<RawWebSocket> clients =
          IntStream.range(0, 100)
              .mapToObj(i -> RawWebSocket.open(gateway.ws("/connection")).send("reg:a:" + i))
              .toList();
      clients.forEach(client -> client.send("?:").expect("error msg format"));

      gateway.stop();

      clients.forEach(client -> client.expectClose(1001));
    }
  }
}
