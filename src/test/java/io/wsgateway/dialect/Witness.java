package io.wsgateway.dialect;

import io.wsgateway.client.Event;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.RawWebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Hears all that comes on one connection, on a thread of its own, and checks it: of each sender its
 * messages by number, none missing, doubled or out of order, and each byte of them.
 */
final class Witness implements AutoCloseable {
  private static final Set<Event.Kind> ALL = EnumSet.allOf(Event.Kind.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RawWebSocket socket;
  private final int size;
  private final AtomicIntegerArray next;
  private final List<String> faults = new ArrayList<>();
  private final List<String> pongs = new ArrayList<>();
  private volatile Optional<Event> close = Optional.empty();
  private volatile Optional<Event> end = Optional.empty();
  private final AtomicInteger afterClose = new AtomicInteger();

  /**
   * @param senders how many there are
   * @param size of each message, in bytes
   */
  Witness(RawWebSocket socket, int senders, int size) {
    this.socket = socket;
    this.size = size;
    next = new AtomicIntegerArray(senders);
    Thread thread = new Thread(this::listen, "witness");
    thread.setDaemon(true);
    thread.start();
  }

  /** What a sender sends as its message of that number. */
  static String message(int sender, int number, int size) {
    String head = sender + ":" + number + ":";
    return head + "x".repeat(size - head.length());
  }

  RawWebSocket socket() {
    return socket;
  }

  /** How many messages have come. */
  int heard() {
    int sum = 0;
    for (int sender = 0; sender < next.length(); sender++) {
      sum += next.get(sender);
    }
    return sum;
  }

  void awaitHeard(int messages) {
    Eventually.await(
        messages + " messages",
        PATIENCE,
        () -> heard() >= messages || end.isPresent() || isAtFault());
  }

  void awaitPongs(int count) {
    Eventually.await(count + " pongs", PATIENCE, () -> pongs().size() >= count || end.isPresent());
  }

  void awaitEnd() {
    Eventually.await("the end", PATIENCE, () -> end.isPresent());
  }

  /** The close frame that came. */
  Optional<Event> closeFrame() {
    return close;
  }

  /** How many messages came behind the close frame, where none should. */
  int afterClose() {
    return afterClose.get();
  }

  Optional<Event> end() {
    return end;
  }

  List<String> pongs() {
    synchronized (pongs) {
      return List.copyOf(pongs);
    }
  }

  /** What was not as it should be, the first few. */
  List<String> faults() {
    synchronized (faults) {
      return List.copyOf(faults);
    }
  }

  private boolean isAtFault() {
    return !faults().isEmpty();
  }

  private void listen() {
    while (end.isEmpty()) {
      socket.next(PATIENCE, ALL).ifPresent(this::take);
    }
  }

  private void take(Event event) {
    switch (event.kind()) {
      case TEXT -> check(event.text());
      case PONG -> {
        synchronized (pongs) {
          pongs.add(event.text());
        }
      }
      case PING -> {}
      case CLOSE -> close = Optional.of(event);
      case END -> end = Optional.of(event);
      default -> fault(event.toString());
    }
  }

  private void check(String text) {
    if (close.isPresent()) {
      afterClose.incrementAndGet();
    }
    int colon = text.indexOf(':');
    int sender = colon < 0 ? -1 : Integer.parseInt(text, 0, colon, 10);
    if (sender < 0 || sender >= next.length()) {
      fault("no message of the test: " + text);
      return;
    }
    int number = next.getAndIncrement(sender);
    if (!text.equals(message(sender, number, size))) {
      fault("instead of message " + number + " of sender " + sender + ": " + text);
    }
  }

  private void fault(String what) {
    synchronized (faults) {
      if (faults.size() < 5) {
        faults.add(what.length() > 200 ? what.substring(0, 200) : what);
      }
    }
  }

  @Override
  public void close() {
    socket.drop();
  }
}
