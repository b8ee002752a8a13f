package io.wsgateway.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The subscribers that each destination has on this node. A destination is wanted from the exchange
 * as long as it has any. Safe for any thread; the exchange only notes the change of interest,
 * within the destination's entry.
 */
final class Audiences {
  private final int lanes;
  private final Exchange exchange;
  private final Map<Destination, Subscribers> subscribers = new ConcurrentHashMap<>();

  Audiences(int lanes, Exchange exchange) {
    this.lanes = lanes;
    this.exchange = exchange;
  }

  /** Who is meant by a destination now. */
  Audience of(Destination destination) {
    Subscribers present = subscribers.get(destination);
    return present == null ? Audience.Few.NOBODY : present.audience();
  }

  /** The same topic as it is held here, or itself. */
  Destination.OfTopic shared(Destination.OfTopic topic) {
    Subscribers present = subscribers.get(topic);
    return present != null && present.destination() instanceof Destination.OfTopic held
        ? held
        : topic;
  }

  /** How many of another node's publications did not come before that one. */
  long missed(Destination destination, int sender, long number) {
    Subscribers present = subscribers.get(destination);
    return present == null ? 0 : present.missed(sender, number);
  }

  /** Wants all again from an exchange that has begun anew. */
  void wantAgain() {
    for (Destination destination : subscribers.keySet()) {
      subscribers.computeIfPresent(
          destination,
          (key, present) -> {
            exchange.interest(key);
            return present;
          });
    }
  }

  /** The destinations that have subscribers, at some moment while this is walked. */
  Set<Destination> destinations() {
    return subscribers.keySet();
  }

  /**
   * A connection is meant by a destination from now on; again is the same as once.
   *
   * @return when publications of other nodes reach it
   */
  CompletionStage<Void> enter(Destination destination, Connection connection) {
    List<CompletionStage<Void>> reachable = new ArrayList<>(1);
    subscribers.compute(
        destination,
        (key, present) -> {
          Subscribers all = present;
          if (all == null) {
            all = new Subscribers(key, lanes);
            reachable.add(exchange.interest(key));
          }
          all.add(connection);
          return all;
        });
    return reachable.isEmpty() ? CompletableFuture.completedFuture(null) : reachable.get(0);
  }

  /** A connection is no longer meant by a destination. */
  void exit(Destination destination, Connection connection) {
    subscribers.computeIfPresent(
        destination,
        (key, all) -> {
          all.remove(connection);
          if (!all.isEmpty()) {
            return all;
          }
          exchange.uninterest(key);
          return null;
        });
  }
}
