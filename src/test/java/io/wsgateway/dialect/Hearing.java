package io.wsgateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.RawWebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Whether clients on many nodes are reached: nodes hear of each other's clients a moment later. */
final class Hearing {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration MOMENT = Duration.ofMillis(300);
  private static final Duration SILENCE = Duration.ofMillis(100);

  private Hearing() {}

  /** Pushes one text after the other until each client has got one. */
  static void await(List<RawWebSocket> clients, Consumer<String> push) {
    List<RawWebSocket> deaf = new ArrayList<>(clients);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!deaf.isEmpty() && System.nanoTime() < end) {
      String text = "can you hear me? " + System.nanoTime();
      push.accept(text);
      deaf.removeIf(client -> hears(client, text));
    }
    assertThat(deaf).as("clients that nothing reaches").isEmpty();
  }

  /** Reads all that has come. */
  static void drain(RawWebSocket client) {
    while (client.next(SILENCE).isPresent()) {
      // What was said while not all could hear.
    }
  }

  private static boolean hears(RawWebSocket client, String text) {
    var next = client.next(MOMENT);
    while (next.isPresent() && !next.get().text().contains(text)) {
      next = client.next(MOMENT);
    }
    return next.isPresent();
  }
}
