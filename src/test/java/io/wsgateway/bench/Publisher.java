package io.wsgateway.bench;

import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.GatewayProcess;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that publishes to topics over one WebSocket, in the gm dialect: a request over HTTP
 * would cost more than what is measured. One thread.
 */
final class Publisher implements AutoCloseable {
  private final RawWebSocket socket;

  Publisher(GatewayProcess node) {
    socket = RawWebSocket.open(node.ws("/gm"));
    socket.send("{\"type\":\"bind\",\"data\":{\"client_id\":\"publisher\"}}");
  }

  /** One publication. */
  void publish(String topic, String text) {
    socket.send(
        "{\"type\":\"send_to_group\",\"data\":{\"group_id\":\""
            + topic
            + "\",\"message\":\""
            + text
            + "\"}}");
  }

  /** So many publications, evenly over the time; if it falls behind, it makes up for that. */
  void publish(String topic, String text, int count, int perSecond) {
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = begin + i * 1_000_000_000L / perSecond;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      publish(topic, text);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
