package io.wsgateway.fuzz;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks the {@link InsideServlet}. */
final class Inside {
  /** What the core has for every WebSocket. */
  static final String CONNECTION = "io.wsgateway.core.Connection";

  /** A little more than any of the times that the deployment is given to forget in. */
  static final Duration FORGETTING = Duration.ofSeconds(9);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path FOLDER = Path.of("target/fuzz");
  private static final int READINGS = 3;
  private static final int CHANGES = 3000;

  private final URI base;
  private final HttpCalls http;

  Inside(URI base) {
    this.base = base;
    http = HttpCalls.to(base).within(PATIENCE);
  }

  /**
   * Waits until nothing is left, or for a while, and then writes what is alive to a file. Nothing
   * of it stays in memory, which may be the server's, too.
   *
   * @param name of the file
   */
  Path settled(String name) {
    pause(FORGETTING);
    forgetMemberships();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (connections() > 0 && System.nanoTime() < deadline) {
      pause(Duration.ofMillis(500));
    }
    for (int k = 0; k < 12; k++) {
      Heap h = Heap.parse(histogram());
      System.out.println(
          "SETTLE "
              + k
              + " "
              + h.size()
              + " conn "
              + h.count(CONNECTION)
              + " tcp "
              + h.count("org.glassfish.grizzly.nio.transport.TCPNIOConnection")
              + " tyrus "
              + h.count("org.glassfish.tyrus.core.TyrusSession")
              + " hs "
              + h.count("io.wsgateway.dialect.HandshakeRequest"));
      pause(Duration.ofSeconds(2));
    }
    String smallest = histogram();
    for (int i = 1; i < READINGS; i++) {
      pause(Duration.ofMillis(200));
      String next = histogram();
      smallest = Heap.parse(next).size() < Heap.parse(smallest).size() ? next : smallest;
    }
    try {
      Path file = Files.createDirectories(FOLDER).resolve(name + ".txt");
      return Files.writeString(file, smallest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many connections the gateway counts. */
  long connections() {
    HttpAnswer answer = http.get("/api/v1/nodes");
    ProperClients.require(200, answer);
    try (JsonReader reader = Json.createReader(new StringReader(answer.text()))) {
      return reader
          .readObject()
          .getJsonArray("items")
          .getJsonObject(0)
          .getJsonNumber("connections")
          .longValue();
    }
  }

  /** What has expired takes room until there are changes, each of which removes a little. */
  private void forgetMemberships() {
    try (RawWebSocket client = RawWebSocket.open(base.resolve("connection"))) {
      for (int i = 0; i < CHANGES; i++) {
        client.send("in:forgetting:1:t").send("out:forgetting:1:t");
      }
      client.send("?:").expect("error msg format", PATIENCE);
    }
  }

  /** What the gateway has logged that it should not have. */
  List<String> complaints() {
    return http.get("/inside/log").text().lines().filter(line -> !line.isBlank()).toList();
  }

  private String histogram() {
    HttpAnswer answer = http.get("/inside");
    ProperClients.require(200, answer);
    return answer.text();
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
