package io.wsgateway.core;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Those who watch a user or topic over this node. All nodes are told, again and again, and report
 * what they see to this one; a node that is not told any more forgets it. Safe for any thread;
 * nothing waits.
 */
public final class Watches {
  /** How many there may be at a time on one node. */
  public static final int MAX = 20;

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration RENEWAL = Duration.ofSeconds(2);

  private final Ids ids;
  private final Exchange exchange;
  private final LongSupplier nanoTime;
  private final Timers timers;
  private final Lookout lookout;
  private final Map<Long, Watch> watches = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicBoolean ticking = new AtomicBoolean();
  private volatile boolean stopped;
  private long renewed;

  Watches(Ids ids, Directory directory, Exchange exchange, Timers timers, LongSupplier nanoTime) {
    this.ids = ids;
    this.exchange = exchange;
    this.timers = timers;
    this.nanoTime = nanoTime;
    lookout = new Lookout(ids, directory, nanoTime, this::report);
  }

  /** Is told what is seen. */
  public interface Listener {
    /** Something was seen. On a thread that delivers: it must not wait. */
    void saw(Sighting sighting);

    /** Nothing more will be seen, since this node stops. It must not wait. */
    void ended();
  }

  /** Somebody watches. */
  public final class Watch implements AutoCloseable {
    private final long number;
    private final Destination target;
    private final Listener listener;

    private Watch(long number, Destination target, Listener listener) {
      this.number = number;
      this.target = target;
      this.listener = listener;
    }

    /** Ends it. The listener may still be told what is on its way. */
    @Override
    public void close() {
      if (watches.remove(number) != null) {
        announce();
      }
    }
  }

  /**
   * Begins to watch. What other nodes see is told from a moment later on, when they have heard.
   *
   * @param target a user or a topic
   * @throws GatewayException {@link ErrorCode#LIMIT} if there are {@value #MAX} already
   */
  Watch start(Destination target, Listener listener) {
    Watch watch = new Watch(numbers.incrementAndGet(), target, listener);
    synchronized (watches) {
      if (stopped || watches.size() >= MAX) {
        throw new GatewayException(
            ErrorCode.LIMIT,
            "Users and topics are watched over this node " + MAX + " times, as often as may be");
      }
      watches.put(watch.number, watch);
    }
    announce();
    keepTicking();
    return watch;
  }

  /** How many there are. */
  public int size() {
    return watches.size();
  }

  Lookout lookout() {
    return lookout;
  }

  /** Another node says all that it watches. */
  void heard(int node, NodeMessage.Watching message) {
    lookout.watches(node, message.targets());
    keepTicking();
  }

  /** Another node has seen something. */
  void seen(NodeMessage.Seen message) {
    Watch watch = watches.get(message.watch());
    Sighting sighting = watch == null ? null : Sighting.of(message.sighting());
    if (watch != null && sighting != null) {
      watch.listener.saw(sighting);
    }
  }

  /** Ends all. */
  void stop() {
    synchronized (watches) {
      stopped = true;
    }
    for (Watch watch : watches.values()) {
      watch.close();
      watch.listener.ended();
    }
  }

  private void report(int node, long number, Sighting sighting) {
    if (node != ids.node()) {
      exchange.sendToNode(
          node, Envelope.encode(ids.node(), new NodeMessage.Seen(number, sighting.toTexts())));
      return;
    }
    Watch watch = watches.get(number);
    if (watch != null) {
      watch.listener.saw(sighting);
    }
  }

  /** One at a time, or an older list of watches would replace a newer one. */
  private synchronized void announce() {
    Map<Long, Destination> targets = new ConcurrentHashMap<>();
    watches.forEach((number, watch) -> targets.put(number, watch.target));
    NodeMessage.Watching message = new NodeMessage.Watching(targets);
    exchange.sendToAllNodes(Envelope.encode(ids.node(), message));
    lookout.watches(ids.node(), message.targets());
  }

  private void keepTicking() {
    if (ticking.compareAndSet(false, true)) {
      renewed = nanoTime.getAsLong();
      timers.after(TICK, this::tick);
    }
  }

  private void tick() {
    lookout.tick();
    long now = nanoTime.getAsLong();
    if (!watches.isEmpty() && now - renewed >= RENEWAL.toNanos()) {
      renewed = now;
      announce();
    }
    if (!watches.isEmpty() || !lookout.isIdle()) {
      timers.after(TICK, this::tick);
      return;
    }
    ticking.set(false);
    // Somebody may have come in between.
    if (!watches.isEmpty() || !lookout.isIdle()) {
      keepTicking();
    }
  }
}
