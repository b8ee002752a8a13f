package io.wsgateway.exchange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * What is to be published and what RabbitMQ has yet to confirm, both within bounds. Does no input
 * or output. For one thread at a time.
 */
final class RabbitmqBacklog {
  /**
   * Bytes that may be unconfirmed. A RabbitMQ that was frozen works on what lies in the old
   * connection before it serves the new one, as long as that is little; so order holds across
   * connections, too.
   */
  private static final int WINDOW = 64 << 10;

  private final int max;
  private final long maxSize;
  private final LongSupplier nanoClock;

  private final ArrayDeque<RabbitmqMessage> waiting = new ArrayDeque<>();
  // By the number that RabbitMQ confirms.
  private final TreeMap<Long, Sent> unconfirmed = new TreeMap<>();
  private long waitingSize;
  private long unconfirmedSize;
  private long lastNumber;
  // When the oldest unconfirmed was written, or RabbitMQ last said something about one.
  private long silentSince;

  /** The next message to write, with the number that RabbitMQ knows it by. */
  record Numbered(long number, RabbitmqMessage message) {}

  /** What became of a message, yet to be told. */
  record Settled(RabbitmqMessage message, RabbitmqMessage.Fate fate) {
    void tell() {
      message.settle(fate);
    }
  }

  private static final class Sent {
    final RabbitmqMessage message;
    // Some brokers refuse what nobody wants before they give it back: RabbitMQ does not, Qpid does.
    boolean refused;

    Sent(RabbitmqMessage message) {
      this.message = message;
    }

    Settled settled() {
      return new Settled(message, refused ? RabbitmqMessage.Fate.LOST : RabbitmqMessage.Fate.TAKEN);
    }
  }

  /** Of at most so many messages and bytes, or one larger message. */
  RabbitmqBacklog(int max, long maxSize, LongSupplier nanoClock) {
    this.max = max;
    this.maxSize = maxSize;
    this.nanoClock = nanoClock;
  }

  /** Takes a message if there is room. */
  boolean add(RabbitmqMessage message) {
    int count = waiting.size() + unconfirmed.size();
    long size = waitingSize + unconfirmedSize + message.size();
    if (count > 0 && (count >= max || size > maxSize)) {
      return false;
    }
    waiting.add(message);
    waitingSize += message.size();
    return true;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && unconfirmed.isEmpty();
  }

  /** Whether there is a message that may be written. */
  boolean hasNext() {
    return !waiting.isEmpty()
        && (unconfirmed.isEmpty() || unconfirmedSize + waiting.element().size() <= WINDOW);
  }

  /** Takes the next message; it is unconfirmed from now on. */
  Numbered next() {
    RabbitmqMessage message = waiting.remove();
    waitingSize -= message.size();
    if (unconfirmed.isEmpty()) {
      heard();
    }
    unconfirmed.put(++lastNumber, new Sent(message));
    unconfirmedSize += message.size();
    return new Numbered(lastNumber, message);
  }

  /** A new channel counts from one. */
  void renumber() {
    lastNumber = 0;
  }

  /** RabbitMQ has taken a message, or all up to it. */
  List<Settled> confirmed(long number, boolean multiple) {
    List<Settled> settled = new ArrayList<>();
    Iterator<Map.Entry<Long, Sent>> upTo = unconfirmed.headMap(number, true).entrySet().iterator();
    while (upTo.hasNext()) {
      Map.Entry<Long, Sent> entry = upTo.next();
      Sent sent = entry.getValue();
      if (multiple || entry.getKey() == number || sent.refused) {
        settled.add(sent.settled());
        unconfirmedSize -= sent.message.size();
        upTo.remove();
      }
    }
    heard();
    return settled;
  }

  /** RabbitMQ has not taken a message, or all up to it; what is not given back next is lost. */
  List<Settled> refused(long number, boolean multiple) {
    unconfirmed
        .subMap(multiple ? 0 : number, true, number, true)
        .values()
        .forEach(sent -> sent.refused = true);
    heard();
    return List.of();
  }

  /** RabbitMQ has given back what nobody wants. */
  List<Settled> returned(long number) {
    Sent sent = unconfirmed.remove(number);
    if (sent == null) {
      return List.of();
    }
    unconfirmedSize -= sent.message.size();
    heard();
    return List.of(new Settled(sent.message, RabbitmqMessage.Fate.UNWANTED));
  }

  /** Everything is lost. */
  List<Settled> lost() {
    List<Settled> settled = new ArrayList<>();
    unconfirmed.values().forEach(sent -> settled.add(lost(sent.message)));
    waiting.forEach(message -> settled.add(lost(message)));
    unconfirmed.clear();
    waiting.clear();
    unconfirmedSize = 0;
    waitingSize = 0;
    return settled;
  }

  /** For how long RabbitMQ has owed an answer, in nanoseconds; 0 if it owes none. */
  long silence() {
    return unconfirmed.isEmpty() ? 0 : nanoClock.getAsLong() - silentSince;
  }

  /** Whether RabbitMQ has refused all that it has not confirmed. */
  boolean isAllRefused() {
    return unconfirmed.values().stream().allMatch(sent -> sent.refused);
  }

  /** All that is unconfirmed was refused, and will not be given back. */
  List<Settled> giveUpRefused() {
    return confirmed(lastNumber, true);
  }

  private void heard() {
    silentSince = nanoClock.getAsLong();
  }

  private static Settled lost(RabbitmqMessage message) {
    return new Settled(message, RabbitmqMessage.Fate.LOST);
  }
}
