package io.wsgateway.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * All that was published, and what each client got of it and when. Numbers every message of a
 * stream, and tells for each client what was lost, doubled or out of order. Safe for any thread.
 */
final class History {
  private final LongSupplier nanoTime;
  private final Map<String, List<Answered>> streams = new HashMap<>();
  private final Map<Reader, List<Arrival>> arrivals = new HashMap<>();

  /** One client and one stream. */
  private record Reader(String client, String stream) {}

  private record Arrival(int number, long time) {}

  /** A push and what the node said to it; without a receipt it may or may not have been taken. */
  private static final class Answered {
    final Push push;
    boolean accepted;
    boolean degraded;
    long end;

    Answered(Push push) {
      this.push = push;
    }
  }

  History() {
    this(System::nanoTime);
  }

  /** By that clock. */
  History(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The next message of a stream is about to be published. */
  synchronized Push next(String stream) {
    List<Answered> all = streams.computeIfAbsent(stream, absent -> new ArrayList<>());
    Push push = new Push(stream, all.size(), nanoTime.getAsLong());
    all.add(new Answered(push));
    return push;
  }

  /** The node has accepted a message, and said whether it can have reached all other nodes. */
  synchronized void accepted(Push push, boolean degraded) {
    Answered answered = streams.get(push.stream()).get(push.number());
    answered.accepted = true;
    answered.degraded = degraded;
    answered.end = nanoTime.getAsLong();
  }

  /** A client has received a message. */
  synchronized void received(String client, String text) {
    arrivals
        .computeIfAbsent(new Reader(client, Push.streamOf(text)), absent -> new ArrayList<>())
        .add(new Arrival(Push.numberOf(text), nanoTime.getAsLong()));
  }

  /** Whether a client has received a message of a stream that was published after that time. */
  synchronized boolean hasReceivedSince(String client, String stream, long time) {
    List<Answered> sent = streams.getOrDefault(stream, List.of());
    List<Arrival> got = arrivals.getOrDefault(new Reader(client, stream), List.of());
    return got.stream()
        .anyMatch(one -> one.number() < sent.size() && sent.get(one.number()).push.start() > time);
  }

  /** Whether a client has received the last message of a stream that was accepted. */
  synchronized boolean hasReceivedLast(String client, String stream) {
    int last = -1;
    for (Answered answered : streams.getOrDefault(stream, List.of())) {
      last = answered.accepted ? answered.push.number() : last;
    }
    int wanted = last;
    return arrivals.getOrDefault(new Reader(client, stream), List.of()).stream()
        .anyMatch(one -> one.number() == wanted);
  }

  /** How a client has fared with all of a stream. */
  Verdict verdict(String client, String stream) {
    return verdict(client, stream, Long.MIN_VALUE);
  }

  /** How a client has fared with what was published to a stream from a time on. */
  synchronized Verdict verdict(String client, String stream, long since) {
    List<Answered> sent = streams.getOrDefault(stream, List.of());
    BitSet seen = new BitSet();
    int duplicates = 0;
    int reordered = 0;
    int unknown = 0;
    long slowest = 0;
    for (Arrival arrival : arrivals.getOrDefault(new Reader(client, stream), List.of())) {
      if (arrival.number() >= sent.size()) {
        unknown++;
        continue;
      }
      if (seen.get(arrival.number())) {
        duplicates++;
      } else if (arrival.number() < seen.length()) {
        reordered++;
      }
      seen.set(arrival.number());
      long start = sent.get(arrival.number()).push.start();
      slowest = Math.max(slowest, start < since ? 0 : arrival.time() - start);
    }
    List<Push> lost =
        sent.stream()
            .filter(one -> one.accepted && one.push.start() >= since)
            .map(one -> one.push)
            .filter(push -> !seen.get(push.number()))
            .toList();
    return new Verdict(lost, duplicates, reordered, unknown, Duration.ofNanos(slowest));
  }

  /**
   * What a client did not get of a stream although it got, from one time to another, something
   * before and something after it.
   */
  synchronized List<Push> gaps(String client, String stream, long from, long to) {
    BitSet ever = new BitSet();
    BitSet then = new BitSet();
    for (Arrival arrival : arrivals.getOrDefault(new Reader(client, stream), List.of())) {
      ever.set(arrival.number());
      if (from <= arrival.time() && arrival.time() <= to) {
        then.set(arrival.number());
      }
    }
    return taken(stream).stream()
        .map(Taken::push)
        .filter(push -> !ever.get(push.number()))
        .filter(push -> then.nextSetBit(0) >= 0 && push.number() > then.nextSetBit(0))
        .filter(push -> push.number() < then.length())
        .toList();
  }

  /**
   * A message that a node has accepted.
   *
   * @param end when its publisher had the receipt
   */
  record Taken(Push push, long end) {}

  /** The messages of a stream that were accepted, in their order. */
  synchronized List<Taken> taken(String stream) {
    return streams.getOrDefault(stream, List.of()).stream()
        .filter(one -> one.accepted)
        .map(one -> new Taken(one.push, one.end))
        .toList();
  }

  /** How many messages of a stream were published. */
  synchronized int published(String stream) {
    return streams.getOrDefault(stream, List.of()).size();
  }

  /** The messages of a stream that no receipt was given for. */
  synchronized List<Push> unanswered(String stream) {
    return streams.getOrDefault(stream, List.of()).stream()
        .filter(one -> !one.accepted)
        .map(one -> one.push)
        .toList();
  }

  /** The longest time that a publisher of a stream waited for a receipt. */
  synchronized Duration slowestAnswer(String stream) {
    return Duration.ofNanos(
        streams.getOrDefault(stream, List.of()).stream()
            .filter(one -> one.accepted)
            .mapToLong(one -> one.end - one.push.start())
            .max()
            .orElse(0));
  }

  /**
   * The messages of a stream that were published and answered between two times, and whose receipt
   * does not say that it may have missed other nodes.
   */
  synchronized List<Push> undegraded(String stream, long from, long to) {
    return streams.getOrDefault(stream, List.of()).stream()
        .filter(one -> one.accepted && !one.degraded && one.push.start() >= from && one.end <= to)
        .map(one -> one.push)
        .toList();
  }
}
