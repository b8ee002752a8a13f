package io.wsgateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.config.RedisConfig;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Joins nodes through Redis' publish and subscribe: interest in a destination is a subscription to
 * its channel, and a publication is published there, whose answer is the number of nodes reached.
 *
 * <p>Lost is what Redis did not take: publications that were waiting or unanswered when the
 * connection failed, and all while there is none or more than {@code gateway.redis.max-pending}
 * wait. They are counted as {@link Counters.Drop#EXCHANGE} and their receipt is {@link
 * Receipt.Reach#LOST}; they are not sent later, because other nodes would see them late. Of the
 * unanswered, Redis may have taken some. A node whose receiving connection fails misses what is
 * published until it has subscribed again; it counts that itself, as {@link Counters.Drop#MISSED}.
 *
 * <p>After {@link #uninterest} a node stays subscribed for {@link #LINGER} and drops what arrives;
 * so long it is still counted as reached by others.
 */
final class RedisExchange implements Exchange {
  /**
   * How long a channel is kept after the last member is gone: users reload pages and change
   * networks.
   */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);
  private static final int COMMAND_SIZE = 48;

  private final RedisConfig config;
  private final RedisHealth health;
  private final Counters counters;
  private final ThreadFactory threads;
  private final RedisNames names;
  private final Subscriptions subscriptions;
  private volatile @Nullable Lines lines;

  /** The connections of a started exchange. */
  private record Lines(int node, RedisSubscriber subscriber, RedisPipeline publisher) {}

  /**
   * Fails if the URI's user, password or database cannot be understood; connects only when started.
   */
  RedisExchange(RedisConfig config, RedisHealth health, Counters counters, ThreadFactory threads) {
    this(config, health, counters, threads, LINGER);
  }

  RedisExchange(
      RedisConfig config,
      RedisHealth health,
      Counters counters,
      ThreadFactory threads,
      Duration linger) {
    RedisLink.clientConfig(config, "check");
    this.config = config;
    this.health = health;
    this.counters = counters;
    this.threads = threads;
    names = new RedisNames(config.prefix(), config.uri());
    subscriptions = new Subscriptions(linger, config.timeout(), System::nanoTime);
  }

  @Override
  public synchronized void start(int node, Receiver receiver) {
    if (lines != null) {
      throw new IllegalStateException("The exchange is started already");
    }
    RedisSubscriber subscriber =
        new RedisSubscriber(
            config, health, List.of(names.node(node), names.nodes()), subscriptions, receiver);
    RedisPipeline publisher =
        new RedisPipeline(
            RedisHealth.Part.PUBLISHER,
            config,
            health,
            first -> health.up(RedisHealth.Part.PUBLISHER));
    subscriber.start(threads);
    publisher.start(threads);
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
    String channel = names.channel(destination);
    if (channel.equals(names.node(current.node()))) {
      return CompletableFuture.completedFuture(Receipt.Reach.NONE);
    }
    byte[] name = channel.getBytes(UTF_8);
    Publishing publishing = new Publishing(channel, subscriptions.own(channel));
    CommandArguments command = new CommandArguments(Command.PUBLISH).add(name).add(message);
    int size = COMMAND_SIZE + name.length + message.length;
    if (!current.publisher().send(command, size, publishing)) {
      return drop(publishing.reach);
    }
    return publishing.reach;
  }

  @Override
  public void sendToNode(int node, byte[] message) {
    sendTo(names.node(node), message);
  }

  @Override
  public void sendToAllNodes(byte[] message) {
    sendTo(names.nodes(), message);
  }

  private void sendTo(String channel, byte[] message) {
    Lines current = lines;
    if (current != null) {
      byte[] name = channel.getBytes(UTF_8);
      CommandArguments command = new CommandArguments(Command.PUBLISH).add(name).add(message);
      current.publisher().send(command, COMMAND_SIZE + name.length + message.length, reply -> {});
    }
  }

  @Override
  public CompletionStage<Void> interest(Destination destination) {
    Lines current = lines;
    if (destination instanceof Destination.OfConnection) {
      // Every node hears what is for its own connections.
      return CompletableFuture.completedFuture(null);
    }
    CompletionStage<Void> stage = subscriptions.want(names.channel(destination));
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
    subscriptions.unwant(names.channel(destination));
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
    return health.hasTried(RedisHealth.Part.SUBSCRIBER)
        && health.hasTried(RedisHealth.Part.PUBLISHER);
  }

  @Override
  public long reconnects() {
    return health.reconnects(RedisHealth.Part.SUBSCRIBER)
        + health.reconnects(RedisHealth.Part.PUBLISHER);
  }

  private CompletionStage<Receipt.Reach> drop(CompletableFuture<Receipt.Reach> reach) {
    counters.dropped(Counters.Drop.EXCHANGE, 1);
    reach.complete(Receipt.Reach.LOST);
    return reach;
  }

  /** A publication that Redis has yet to answer. */
  private final class Publishing implements RedisPipeline.Callback {
    private final CompletableFuture<Receipt.Reach> reach = new CompletableFuture<>();
    private final String channel;
    private final Subscriptions.Own before;

    Publishing(String channel, Subscriptions.Own before) {
      this.channel = channel;
      this.before = before;
    }

    @Override
    public void answered(@Nullable Object reply) {
      if (reply instanceof Long subscribers) {
        reach.complete(others(subscribers.intValue()));
      } else {
        drop(reach);
      }
    }

    @Override
    public void lost() {
      drop(reach);
    }

    /** Redis counts this node, too, if it is subscribed. */
    private Receipt.Reach others(int subscribers) {
      Subscriptions.Own after = subscriptions.own(channel);
      if (before == after && after == Subscriptions.Own.NO) {
        return new Receipt.Reach(subscribers, Receipt.Trust.EXACT, false);
      }
      boolean sure = before == after && after == Subscriptions.Own.YES;
      Receipt.Trust trust = sure ? Receipt.Trust.EXACT : Receipt.Trust.AT_LEAST;
      return new Receipt.Reach(Math.max(0, subscribers - 1), trust, false);
    }
  }
}
