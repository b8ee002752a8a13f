package io.wsgateway.core;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who else is in the cluster. Every node says every second that it is alive; one that has not been
 * heard for the lease counts as gone, one that says it stops is gone at once. Safe for any thread.
 */
final class Nodes {
  /** How often a node says that it is alive, at least. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Supplier<NodeInfo> self;
  private final Exchange exchange;
  private final long leaseNanos;
  private final LongSupplier nanoTime;
  private final long mark = new SecureRandom().nextLong();
  private final Map<Integer, Heard> others = new ConcurrentHashMap<>();
  private volatile boolean deaf;
  private volatile long lastDeaf;

  /**
   * @param self describes this node
   * @param lease how long a node that is not heard counts as alive
   * @param nanoTime a clock that only goes forward
   */
  Nodes(Supplier<NodeInfo> self, Exchange exchange, Duration lease, LongSupplier nanoTime) {
    this.self = self;
    this.exchange = exchange;
    this.leaseNanos = lease.toNanos();
    this.nanoTime = nanoTime;
  }

  private record Heard(NodeInfo info, long time) {}

  /** How often {@link #announce} is to be called. */
  Duration interval() {
    return Duration.ofNanos(Math.min(INTERVAL.toNanos(), leaseNanos / 5));
  }

  /** Tells the others that this node is alive. */
  void announce() {
    exchange.sendToAllNodes(alive());
  }

  /** Tells the others that this node stops. */
  void sayGoodbye() {
    exchange.sendToAllNodes(Envelope.encode(self.get().number(), new NodeMessage.Stopping()));
  }

  /**
   * Another node is alive. One that is new is greeted, so that it knows of this one at once.
   *
   * @return whether it is new
   */
  boolean heard(NodeInfo info) {
    boolean isNew = others.put(info.number(), new Heard(info, nanoTime.getAsLong())) == null;
    if (isNew) {
      exchange.sendToNode(info.number(), alive());
    }
    return isNew;
  }

  /** What tells this node from another that has the same number. */
  long mark() {
    return mark;
  }

  /** This node as it is now. */
  NodeInfo self() {
    return self.get();
  }

  /** Another node stops. */
  void gone(int node) {
    others.remove(node);
  }

  /** The numbers of the other nodes that are alive. */
  Set<Integer> others() {
    forgetSilent();
    return Set.copyOf(others.keySet());
  }

  /** The node with the next higher number, or the lowest after the highest; null if alone. */
  @Nullable Integer next() {
    Set<Integer> all = others();
    int own = self.get().number();
    return all.stream()
        .filter(number -> number > own)
        .min(Comparator.naturalOrder())
        .or(() -> all.stream().min(Comparator.naturalOrder()))
        .orElse(null);
  }

  /** All nodes that are alive, this one first. */
  List<NodeInfo> all() {
    forgetSilent();
    List<NodeInfo> all = new ArrayList<>(List.of(self.get()));
    all.addAll(
        others.values().stream()
            .map(Heard::info)
            .sorted(Comparator.comparing(NodeInfo::number))
            .collect(Collectors.toList()));
    return all;
  }

  private void forgetSilent() {
    long now = nanoTime.getAsLong();
    if (exchange.state() != Exchange.State.UP) {
      lastDeaf = now;
      deaf = true;
    }
    if (deaf && now - lastDeaf <= leaseNanos) {
      // It is this node that hears nobody; the others are missing, not gone.
      return;
    }
    deaf = false;
    others.values().removeIf(heard -> now - heard.time() > leaseNanos);
  }

  private byte[] alive() {
    NodeInfo info = self.get();
    return Envelope.encode(info.number(), new NodeMessage.Alive(info, mark));
  }
}
