package io.wsgateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Event;
import io.wsgateway.client.RawWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Ten thousand topics that a node wants to hear of, by a few connections of the gm dialect, whose
 * groups cost little else.
 */
final class Interests implements AutoCloseable {
  static final String APP = "interests";
  static final int COUNT = 10_000;

  private static final int CONNECTIONS = 20;
  private static final int EACH = COUNT / CONNECTIONS;
  private static final int PER_REQUEST = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Node node;
  private final List<RawWebSocket> sockets = new ArrayList<>();
  private int checks;

  private Interests(Node node) {
    this.node = node;
  }

  /** Returns when all connections have been told that they are in. */
  static Interests of(Node node) {
    Interests interests = new Interests(node);
    for (int i = 0; i < CONNECTIONS; i++) {
      RawWebSocket socket = RawWebSocket.open(node.webSocket("/gm"));
      interests.sockets.add(socket);
      socket.send(json("bind", "client_id", node.name() + i));
    }
    interests.eachReceives(1, "bind ok");
    for (int i = 0; i < COUNT; i++) {
      interests.sockets.get(i / EACH).send(json("join_group", "group_id", interests.topic(i)));
    }
    interests.eachReceives(EACH, "join_group ok");
    return interests;
  }

  private static String json(String type, String field, String value) {
    return """
        {"type":"%s","data":{"%s":"%s"}}"""
        .formatted(type, field, value);
  }

  private String topic(int number) {
    return "interest-" + node.name() + "-" + number;
  }

  /** Insists that what another node publishes to the topics arrives, once for each. */
  void expectAllFrom(Node other) {
    String text = "from " + other.name() + " " + ++checks;
    for (int first = 0; first < COUNT; first += PER_REQUEST) {
      publish(other, first, text);
    }
    eachReceives(EACH, text);
  }

  private void publish(Node other, int first, String text) {
    String names =
        IntStream.range(first, first + PER_REQUEST)
            .mapToObj(i -> "\"" + topic(i) + "\"")
            .collect(Collectors.joining(",", "{\"topics\":[", "]}"));
    try {
      other.publish(APP, names, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Others than this text are pings, and what earlier checks have left. */
  private void eachReceives(int times, String text) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (RawWebSocket socket : sockets) {
      int seen = 0;
      while (seen < times) {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        Optional<Event> event = socket.next(left);
        assertThat(event).as("%s of %s times \"%s\"", seen, times, text).isPresent();
        seen += event.get().isText(text) ? 1 : 0;
      }
    }
  }

  @Override
  public void close() {
    sockets.forEach(RawWebSocket::drop);
  }
}
