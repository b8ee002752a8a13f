package io.wsgateway.fault;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Messages from one node to one destination, one after the other at a steady pace, by a thread of
 * its own; each waits for the receipt of the one before.
 */
final class Flow implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(50);

  private final String stream;
  private final Node from;
  private final List<Listener> audience;
  private final String app;
  private final String to;
  private final History history;
  private final Thread thread;
  private volatile String filling = "";
  private volatile boolean stopped;

  /**
   * Starts.
   *
   * @param name of the destination
   * @param to the destination in JSON
   * @param audience who is to receive
   */
  Flow(Node from, String app, String name, String to, List<Listener> audience, History history) {
    this.from = from;
    this.app = app;
    this.to = to;
    this.audience = audience;
    this.history = history;
    stream = from.name() + ">" + name;
    thread = new Thread(this::run, "flow-" + stream);
    thread.setDaemon(true);
    thread.start();
  }

  String stream() {
    return stream;
  }

  Node from() {
    return from;
  }

  List<Listener> audience() {
    return audience;
  }

  /** From now on messages are longer by that. */
  void fill(int characters) {
    filling = "x".repeat(characters);
  }

  private void run() {
    while (!stopped) {
      Push push = history.next(stream);
      try {
        JsonObject receipt = from.publish(app, to, push.text(filling));
        history.accepted(push, receipt.getBoolean("degraded"));
      } catch (IOException e) {
        // Without a receipt; the history knows.
      }
      LockSupport.parkNanos(PACE.toNanos());
    }
  }

  /** Ends after the message that is on its way. */
  void stop() {
    stopped = true;
  }

  /** Stops, and waits for the last receipt. */
  void finish() {
    stop();
    try {
      thread.join(Duration.ofSeconds(15).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    finish();
  }
}
