package io.wsgateway.exchange;

import io.wsgateway.config.RabbitmqConfig;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins nodes through RabbitMQ: each node has a queue of its own, interest in a destination is a
 * binding of that queue to one direct exchange, and a publication is published there, confirmed by
 * RabbitMQ and given back if nobody wants it.
 *
 * <p>RabbitMQ does not tell how many nodes are reached. What was given back reached none, exactly;
 * otherwise the number is at least one if this node has no interest itself, and unknown (told as 0)
 * if it has or may have.
 *
 * <p>Lost is what RabbitMQ did not confirm: publications that were waiting or unconfirmed when the
 * connection failed or RabbitMQ stopped taking them, for lack of memory or disk, and all while
 * there is no connection or more than {@code gateway.rabbitmq.max-pending} wait. They are counted
 * as {@link Counters.Drop#EXCHANGE} and their receipt is {@link Receipt.Reach#LOST}; they are not
 * sent later, because other nodes would see them late. Of the unconfirmed, RabbitMQ may have taken
 * some. A node whose receiving connection fails misses what is published until it is bound again,
 * and one that does not read misses what is too much for its queue; it counts that itself, as
 * {@link Counters.Drop#MISSED}.
 *
 * <p>After {@link #uninterest} a node stays bound for {@link #LINGER} and drops what arrives.
 */
final class RabbitmqExchange implements Exchange {
  /**
   * How long a binding is kept after the last member is gone: users reload pages and change
   * networks.
   */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

  private final RabbitmqConfig config;
  private final Counters counters;
  private final ThreadFactory threads;
  private final RabbitmqNames names = new RabbitmqNames();
  private final BrokerHealth health;
  private final Subscriptions subscriptions;
  private volatile @Nullable Lines lines;

  /** The connections of a started exchange. */
  private record Lines(int node, RabbitmqSubscriber subscriber, RabbitmqPublisher publisher) {
    /**
     * All nodes are at least this one: what was given to RabbitMQ at that nanosecond comes back.
     */
    void toldAllNodes(RabbitmqMessage.Fate fate, long sent) {
      switch (fate) {
        case UNWANTED -> subscriber.missed();
        case TAKEN -> subscriber.expectEcho(sent);
        case LOST -> {
          // Nothing comes back.
        }
      }
    }
  }

  /** Connects only when started. */
  RabbitmqExchange(RabbitmqConfig config, Counters counters, ThreadFactory threads) {
    this(config, counters, threads, LINGER);
  }

  RabbitmqExchange(
      RabbitmqConfig config, Counters counters, ThreadFactory threads, Duration linger) {
    this.config = config;
    this.counters = counters;
    this.threads = threads;
    health = new BrokerHealth("RabbitMQ", config.address());
    subscriptions = new Subscriptions(linger, config.timeout(), System::nanoTime);
  }

  @Override
  public synchronized void start(int node, Receiver receiver) {
    if (lines != null) {
      throw new IllegalStateException("The exchange is started already");
    }
    RabbitmqSubscriber subscriber =
        new RabbitmqSubscriber(
            config,
            health,
            List.of(names.node(node), names.nodes()),
            subscriptions,
            receiver,
            threads);
    RabbitmqPublisher publisher = new RabbitmqPublisher(config, health, threads);
    subscriber.start();
    publisher.start();
    lines = new Lines(node, subscriber, publisher);
  }

  @Override
  public synchronized void stop() {
    Lines ended = lines;
    if (ended == null) {
      return;
    }
    lines = null;
    ended.publisher().stop(STOP_PATIENCE.toNanos());
    ended.subscriber().stop();
    subscriptions.clear();
  }

  @Override
  public CompletionStage<Receipt.Reach> publish(Destination destination, byte[] message) {
    Lines current = lines;
    if (current == null) {
      return drop(new CompletableFuture<>());
    }
    String key = names.key(destination);
    if (key.equals(names.node(current.node()))) {
      return CompletableFuture.completedFuture(Receipt.Reach.NONE);
    }
    Publishing publishing = new Publishing(key, subscriptions.own(key));
    if (!current.publisher().send(new RabbitmqMessage(key, message, publishing))) {
      return drop(publishing.reach);
    }
    return publishing.reach;
  }

  @Override
  public void sendToNode(int node, byte[] message) {
    Lines current = lines;
    if (current != null) {
      current.publisher().send(new RabbitmqMessage(names.node(node), message, null));
    }
  }

  @Override
  public void sendToAllNodes(byte[] message) {
    Lines current = lines;
    if (current != null) {
      long sent = System.nanoTime();
      current
          .publisher()
          .send(
              new RabbitmqMessage(
                  names.nodes(), message, fate -> current.toldAllNodes(fate, sent)));
    }
  }

  @Override
  public CompletionStage<Void> interest(Destination destination) {
    Lines current = lines;
    if (destination instanceof Destination.OfConnection) {
      // Every node hears what is for its own connections.
      return CompletableFuture.completedFuture(null);
    }
    CompletionStage<Void> stage = subscriptions.want(names.key(destination));
    if (current != null) {
      current.subscriber().changed();
    }
    return stage;
  }

  @Override
  public void uninterest(Destination destination) {
    Lines current = lines;
    if (destination instanceof Destination.OfConnection) {
      return;
    }
    subscriptions.unwant(names.key(destination));
    if (current != null) {
      current.subscriber().changed();
    }
  }

  @Override
  public State state() {
    Lines current = lines;
    if (current == null) {
      return State.DOWN;
    }
    return current.subscriber().ready() && current.publisher().isOpen() ? State.UP : State.DEGRADED;
  }

  @Override
  public boolean hasTried() {
    return health.hasTried(RabbitmqConnector.Part.SUBSCRIBER)
        && health.hasTried(RabbitmqConnector.Part.PUBLISHER);
  }

  @Override
  public long reconnects() {
    return health.reconnects(RabbitmqConnector.Part.SUBSCRIBER)
        + health.reconnects(RabbitmqConnector.Part.PUBLISHER);
  }

  private CompletionStage<Receipt.Reach> drop(CompletableFuture<Receipt.Reach> reach) {
    counters.dropped(Counters.Drop.EXCHANGE, 1);
    reach.complete(Receipt.Reach.LOST);
    return reach;
  }

  /** A publication that RabbitMQ has yet to confirm. */
  private final class Publishing implements Consumer<RabbitmqMessage.Fate> {
    private final CompletableFuture<Receipt.Reach> reach = new CompletableFuture<>();
    private final String key;
    private final Subscriptions.Own before;

    Publishing(String key, Subscriptions.Own before) {
      this.key = key;
      this.before = before;
    }

    @Override
    public void accept(RabbitmqMessage.Fate fate) {
      switch (fate) {
        case TAKEN -> reach.complete(taken());
        case UNWANTED -> reach.complete(Receipt.Reach.NONE);
        case LOST -> drop(reach);
      }
    }

    /** This node may be the only one that it was taken for. */
    private Receipt.Reach taken() {
      boolean byOthers =
          before == Subscriptions.Own.NO && subscriptions.own(key) == Subscriptions.Own.NO;
      return byOthers
          ? new Receipt.Reach(1, Receipt.Trust.AT_LEAST, false)
          : new Receipt.Reach(0, Receipt.Trust.UNKNOWN, false);
    }
  }
}
