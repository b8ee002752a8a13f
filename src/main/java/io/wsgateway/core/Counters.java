package io.wsgateway.core;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * What happened to messages and connections since the start of this node. Nothing accepted is lost
 * without being counted here. Safe for any thread.
 */
public final class Counters {
  /** Why a connection ended that its client closed. */
  public static final String BY_CLIENT = "client";

  /** Why a connection ended without a closing handshake. */
  public static final String BROKEN = "broken";

  private final LongAdder published = new LongAdder();
  private final LongAdder received = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final Map<Drop, LongAdder> drops = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> closes = new ConcurrentHashMap<>();
  private final Map<Refusal, LongAdder> refusals = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> handshakes = new ConcurrentHashMap<>();
  private final DeliveryTimes times = new DeliveryTimes();

  /** Why something was not delivered. */
  public enum Drop {
    /** The client was closed for reading too slowly. */
    SLOW_CONSUMER,
    /** The client read too slowly, and what had waited longest made room for what came. */
    OLDEST,
    /** The client read too slowly, and there was no room for what came. */
    NEWEST,
    /** The client went away before it was written. */
    CLOSED,
    /** It came from another node while this one had as much to deliver as it can hold. */
    OVERLOADED,
    /**
     * Another node published it to a destination that has clients here, and it never came: this
     * node was cut off, or the other was. Seen when the next one comes.
     */
    MISSED,
    /** It came from another node in a form that this version does not know. */
    UNKNOWN_ENVELOPE,
    /** It could not be given to the broker: the broker was away, or slower than the publishers. */
    EXCHANGE,
    /**
     * A change of membership could not be kept: the store was away for longer than its journal
     * holds.
     */
    MEMBERSHIP,
    /** An event was not shown to observers that had as many to work on as can wait. */
    EVENT,
    /** A delayed push could not be published when it was due, nor for long after. */
    DELAYED,
    /** The dialect could not express it. */
    NOT_ENCODABLE;

    /** The name in metrics and in the status. */
    public String slug() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A WebSocket of that dialect was taken in. */
  void connected(Dialect dialect) {
    of(handshakes, dialect.name()).increment();
  }

  /** A publication was accepted on this node. */
  void published() {
    published.increment();
  }

  /** A publication came from another node. */
  void received() {
    received.increment();
  }

  /** Messages were written to a client. */
  void delivered(List<Payload> messages) {
    delivered.add(messages.size());
    times.written(messages, System.nanoTime());
  }

  /** Something was not delivered. */
  public void dropped(Drop why, long count) {
    of(drops, why).add(count);
  }

  /** The gateway closed a connection. */
  void closed(DisconnectReason why) {
    of(closes, why.name()).increment();
  }

  /**
   * A connection ended, and not by the gateway: its client closed it, or it broke.
   *
   * @param code the WebSocket close code
   */
  void ended(int code) {
    of(closes, code == DisconnectReason.LOST.code() ? BROKEN : BY_CLIENT).increment();
  }

  /** Somebody was refused. */
  void refused(Refusal why) {
    of(refusals, why).increment();
  }

  /** How often somebody was refused for that reason. */
  public long refusals(Refusal why) {
    return of(refusals, why).sum();
  }

  /** Publications accepted on this node. */
  public long publications() {
    return published.sum();
  }

  /** Publications that came from other nodes. */
  public long receptions() {
    return received.sum();
  }

  /** Messages written to clients. */
  public long deliveries() {
    return delivered.sum();
  }

  /** Messages, or publications where it says so, that were not delivered for that reason. */
  public long drops(Drop why) {
    return of(drops, why).sum();
  }

  /** Connections that the gateway closed for that reason. */
  public long closes(DisconnectReason why) {
    return of(closes, why.name()).sum();
  }

  /** WebSockets that were taken in, by the name of their dialect. */
  public Map<String, Long> handshakes() {
    return sums(handshakes, name -> name);
  }

  /** Somebody refused, by {@link Refusal#slug reason}; reasons that did not occur are 0. */
  public Map<String, Long> refusals() {
    Map<String, Long> sums = sums(refusals, Refusal::slug);
    for (Refusal why : Refusal.values()) {
      sums.putIfAbsent(why.slug(), 0L);
    }
    return sums;
  }

  /** What was not delivered, by {@link Drop#slug reason}; reasons that did not occur are 0. */
  public Map<String, Long> drops() {
    Map<String, Long> sums = sums(drops, Drop::slug);
    for (Drop why : Drop.values()) {
      sums.putIfAbsent(why.slug(), 0L);
    }
    return sums;
  }

  /**
   * Connections that ended, by the {@link DisconnectReason#name name} of why the gateway closed
   * them, {@code application} if one had it do so, or {@value #BY_CLIENT} or {@value #BROKEN} if it
   * did not. Those of its own that did not occur are 0.
   */
  public Map<String, Long> closes() {
    Map<String, Long> sums = sums(closes, name -> name);
    DisconnectReason.NAMES.forEach(name -> sums.putIfAbsent(name, 0L));
    sums.putIfAbsent(BY_CLIENT, 0L);
    sums.putIfAbsent(BROKEN, 0L);
    return sums;
  }

  /** How long deliveries took. */
  public DeliveryTimes deliveryTimes() {
    return times;
  }

  private static <K> Map<String, Long> sums(Map<K, LongAdder> adders, Function<K, String> name) {
    Map<String, Long> sums = new TreeMap<>();
    adders.forEach((key, adder) -> sums.put(name.apply(key), adder.sum()));
    return sums;
  }

  private static <K> LongAdder of(Map<K, LongAdder> adders, K key) {
    return adders.computeIfAbsent(key, absent -> new LongAdder());
  }
}
