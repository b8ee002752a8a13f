package io.wsgateway.fuzz;

import io.wsgateway.client.Event;
import io.wsgateway.client.RawWebSocket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A client that does nothing wrong, and on whose connection everything must go on. */
final class Bystander implements AutoCloseable {
  private static final Set<Event.Kind> ALL = EnumSet.allOf(Event.Kind.class);
  private static final Duration NAP = Duration.ofMillis(200);

  private final String name;
  private final RawWebSocket socket;
  private final Sequence sequence;
  private final Findings findings;
  private final Thread watcher;
  private volatile boolean over;
  private volatile int last;

  /**
   * @param socket open, with all done that is needed to receive
   * @param mark of the messages that it must get
   */
  Bystander(String name, RawWebSocket socket, String mark, Findings findings) {
    this.name = name;
    this.socket = socket;
    this.sequence = new Sequence(mark);
    this.findings = findings;
    watcher = new Thread(this::watch, "bystander-" + name);
    watcher.setDaemon(true);
    watcher.start();
  }

  /** The number of the last numbered message that it got. */
  int last() {
    return last;
  }

  /** Whether its connection has gone, or messages were missing. */
  boolean isHarmed() {
    return over;
  }

  @Override
  public String toString() {
    return name;
  }

  private void watch() {
    while (!over) {
      Optional<Event> event = socket.next(NAP, ALL);
      Optional<String> wrong =
          event.isPresent() && !over ? sequence.take(event.get()) : Optional.empty();
      last = sequence.last();
      if (wrong.isPresent()) {
        over = true;
        findings.add("The bystander " + name + ": " + wrong.get());
      } else if (event.isPresent() && event.get().text().equals("{\"type\":\"ping\"}")) {
        // Of gm, which expects it of its clients. Others may send that text, and get it, too.
        if (name.startsWith("gm")) {
          socket.send("{\"type\":\"pong\"}");
        }
      }
    }
  }

  /** Leaves as a client does, which is no finding. */
  @Override
  public void close() {
    over = true;
    try {
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    socket.close();
  }
}
