package io.wsgateway.dialect.raw;

import io.wsgateway.client.RawWebSocket;
import java.net.URI;
import java.time.Duration;

/** Somebody in the chat, who has seen himself come. */
record Chatter(RawWebSocket client, String id) implements AutoCloseable {
  private static final String GREETING = "new client: ";

  /** Comes in, to a node whose {@code raw} endpoint is below this address. */
  static Chatter at(URI base) {
    RawWebSocket client = RawWebSocket.open(base.resolve("raw"));
    String greeting = client.next(Duration.ofSeconds(5)).orElseThrow().text();
    if (!greeting.startsWith(GREETING)) {
      throw new AssertionError("expected to be greeted but got " + greeting);
    }
    return new Chatter(client, greeting.substring(GREETING.length()));
  }

  /** Says something, which comes back. */
  void say(String text) {
    client.send(text);
    sees(id + ": " + text);
  }

  /** Insists on the next message. */
  Chatter sees(String text) {
    client.expect(text);
    return this;
  }

  @Override
  public void close() {
    client.close();
  }
}
