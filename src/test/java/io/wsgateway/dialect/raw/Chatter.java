package io.wsgateway.dialect.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.RawWebSocket;
import java.net.URI;
import java.time.Duration;

/** Somebody in the chat, who has seen himself come. */
record Chatter(RawWebSocket client, String id) implements AutoCloseable {
  private static final String GREETING = "new client: ";

  private static final String FAREWELL = " leave.";

  /** Comes in, to a node whose {@code raw} endpoint is below this address. */
  static Chatter at(URI base) {
    RawWebSocket client = RawWebSocket.open(base.resolve("raw"));
    String greeting = next(client, GREETING);
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

  /** Insists on the next message, but for farewells of chatters of whom nobody asked. */
  Chatter sees(String text) {
    assertThat(next(client, text)).isEqualTo(text);
    return this;
  }

  /** Who has left before may be told late. */
  private static String next(RawWebSocket client, String expected) {
    while (true) {
      String text = client.next(Duration.ofSeconds(5)).orElseThrow().text();
      if (text.equals(expected) || !text.endsWith(FAREWELL)) {
        return text;
      }
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
