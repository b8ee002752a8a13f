package io.wsgateway.core;

import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * What waits in an outbox that is full and may drop: it can be shortened at both ends. Only
 * publications are dropped; answers, greetings and pings are what a dialect's client waits for. Not
 * safe for threads: the outbox's monitor guards it.
 */
final class Spill {
  private final ArrayDeque<Payload> payloads = new ArrayDeque<>();
  private long bytes;
  // Of what is never dropped.
  private int lasting;
  private long lastingBytes;

  Spill(Iterable<Payload> waiting) {
    waiting.forEach(this::add);
  }

  void add(Payload payload) {
    payloads.add(payload);
    bytes += payload.size();
    if (!payload.isTimed()) {
      lasting++;
      lastingBytes += payload.size();
    }
  }

  int size() {
    return payloads.size();
  }

  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return payloads.isEmpty();
  }

  /** All of it, as it is written. */
  Batch toBatch() {
    return Batches.of(payloads);
  }

  /** How much memory it takes, see {@link Batch#measure}. */
  long measure(int round) {
    long sum = 0;
    for (Payload payload : payloads) {
      sum += Batch.OVERHEAD + payload.measure(round);
    }
    return sum;
  }

  /**
   * Drops publications until there is room for one more message.
   *
   * @param room whether there is, beside what is left here
   * @param oldest from which end
   * @return how many were dropped; if there is no room then, nothing is left to be dropped
   */
  int makeRoom(Room room, boolean oldest) {
    int dropped = 0;
    Iterator<Payload> candidates = oldest ? payloads.iterator() : payloads.descendingIterator();
    while (!room.isThere(payloads.size(), bytes) && candidates.hasNext()) {
      Payload candidate = candidates.next();
      if (candidate.isTimed()) {
        candidates.remove();
        bytes -= candidate.size();
        dropped++;
      }
    }
    return dropped;
  }

  /** Whether there would be room if all publications were dropped. */
  boolean canMakeRoom(Room room) {
    return room.isThere(lasting, lastingBytes);
  }

  /** Whether one more message fits beside so much. */
  @FunctionalInterface
  interface Room {
    boolean isThere(int messages, long bytes);
  }
}
