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

  private static final Duration PATIENCE = Duration.ofSeconds(45);

  /** Twice as long as Payara keeps what is left of a connection, whoever has ended it. */
  private static final Duration RELEASE = Duration.ofSeconds(75);

  private static final Path FOLDER = Path.of("target/fuzz");
  private static final int READINGS = 3;
  private static final int WORTH_WAITING = 100_000;
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
   * @param enough how small the heap need not get smaller than, in bytes; 0 is as small as it gets
   */
  Path settled(String name, long enough) {
    pause(FORGETTING);
    forget();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (connections() > 0 && System.nanoTime() < deadline) {
      pause(Duration.ofMillis(500));
    }
    try {
      Path file = Files.createDirectories(FOLDER).resolve(name + ".txt");
      return Files.writeString(file, enough == 0 ? smallest(deadline) : atMost(enough));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Servers keep a connection that has ended until its time would have been up, half a minute. */
  private String smallest(long deadline) {
    String smallest = histogram();
    int same = 0;
    while (same < READINGS && System.nanoTime() < deadline) {
      pause(Duration.ofSeconds(1));
      String next = histogram();
      long shrunk = Heap.parse(smallest).size() - Heap.parse(next).size();
      same = shrunk > WORTH_WAITING ? 0 : same + 1;
      smallest = shrunk > 0 ? next : smallest;
    }
    return smallest;
  }

  /** There may be quiet seconds in between, with much that is kept for a while. */
  private String atMost(long enough) {
    long deadline = System.nanoTime() + RELEASE.toNanos();
    String histogram = histogram();
    while (Heap.parse(histogram).size() > enough && System.nanoTime() < deadline) {
      pause(Duration.ofSeconds(1));
      histogram = histogram();
    }
    return histogram;
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

  /**
   * What has expired takes room until there are changes, each of which removes a little: of
   * memberships, and of what must not be done twice.
   */
  private void forget() {
    try (RawWebSocket client = RawWebSocket.open(base.resolve("connection"))) {
      for (int i = 0; i < CHANGES; i++) {
        client.send("in:forgetting:1:t").send("out:forgetting:1:t");
      }
      client.send("?:").expect("error msg format", PATIENCE);
    }
    HttpAnswer answer =
        http.with("Idempotency-Key", "forgetting")
            .post(
                "/api/v1/apps/" + ProperClients.APP + "/messages",
                "application/json",
                "{\"to\":{\"user\":\"forgetting\"},\"text\":\"\"}");
    ProperClients.require(200, answer);
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
