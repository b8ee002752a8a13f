package io.wsgateway.dialect.raw;

import io.wsgateway.client.RawWebSocket;
import java.net.URI;
import java.time.Duration;

/** A client of the {@link ProbeApplication}. */
record ProbeClient(RawWebSocket socket, String id) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String GREETING = "id:";

  /** Connects to this address, and has been told its id. */
  static ProbeClient at(URI address) {
    RawWebSocket socket = RawWebSocket.open(address);
    String greeting = socket.next(PATIENCE).orElseThrow().text();
    if (!greeting.startsWith(GREETING)) {
      throw new AssertionError("expected an id but got " + greeting);
    }
    return new ProbeClient(socket, greeting.substring(GREETING.length()));
  }

  /** The digits of its id that all connections of its node share. */
  String nodeDigits() {
    return id.substring(0, 12);
  }

  /** What a function returns, as JSON. */
  String call(String function, String... arguments) {
    String list = arguments.length == 0 ? "" : "\"" + String.join("\",\"", arguments) + "\"";
    socket.send("{\"fn\":\"" + function + "\",\"args\":[" + list + "]}");
    String answer = socket.next(PATIENCE).orElseThrow().text();
    String start = "{\"fn\":\"" + function + "\",\"ret\":";
    if (!answer.startsWith(start)) {
      throw new AssertionError("expected the answer to " + function + " but got " + answer);
    }
    return answer.substring(start.length(), answer.length() - 1);
  }

  /** Waits until a function returns this; nodes hear of each other a moment after they start. */
  void awaitAnswer(String expected, String function, String... arguments) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String answer = call(function, arguments);
    while (!answer.equals(expected)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(function + " returns " + answer + " and not " + expected);
      }
      answer = call(function, arguments);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
