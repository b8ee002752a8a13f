package io.wsgateway.exchange;

import static java.lang.System.Logger.Level.ERROR;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.config.RedisConfig;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.SparingLog;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * The connection that receives. Its writing thread tells Redis what {@link Subscriptions} has
 * pending, many channels in one command, and pings; its reading thread hands over what arrives. A
 * connection on which nothing at all arrives for the ping interval and the time-out is dead.
 */
final class RedisSubscriber implements RedisConnector.Conversation {
  private static final SparingLog LOG = SparingLog.of(RedisSubscriber.class);

  /**
   * Small enough that on a slow line confirmations still come before the connection counts as dead.
   */
  private static final int MAX_CHANNELS = 128;

  private static final int MAX_LENGTH = 8 << 10;
  private static final byte[] MESSAGE = "message".getBytes(UTF_8);
  private static final byte[] PONG = "pong".getBytes(UTF_8);

  /**
   * The ping behind all that was subscribed to at once on a new connection; its answer says that
   * all is there.
   */
  private static final byte[] READY = "ready".getBytes(UTF_8);

  private static final byte[] ALIVE = "alive".getBytes(UTF_8);

  private final RedisConfig config;
  private final RedisHealth health;
  private final List<String> ownChannels;
  private final Subscriptions subscriptions;
  private final Exchange.Receiver receiver;
  private final RedisConnector connector;
  private volatile boolean ready;
  // Of the writing thread: the connection it wrote to last, and when it pinged.
  private @Nullable RedisLink greeted;
  private long lastPing;

  RedisSubscriber(
      RedisConfig config,
      RedisHealth health,
      List<String> ownChannels,
      Subscriptions subscriptions,
      Exchange.Receiver receiver) {
    this.config = config;
    this.health = health;
    this.ownChannels = List.copyOf(ownChannels);
    this.subscriptions = subscriptions;
    this.receiver = receiver;
    connector = new RedisConnector(RedisHealth.Part.SUBSCRIBER, config, health, this);
  }

  void start(ThreadFactory threads) {
    connector.start(threads);
  }

  void stop() {
    connector.stop();
  }

  /** Something is pending in the subscriptions. */
  void changed() {
    connector.wake();
  }

  /** Whether Redis sends all that was wanted when the connection was made, and since. */
  boolean ready() {
    return ready;
  }

  @Override
  public void opened(RedisLink link) {
    link.setSoTimeout((int) config.pingInterval().plus(config.timeout()).toMillis());
    subscriptions.connected();
  }

  @Override
  public long write(RedisLink link) {
    boolean first = link != greeted;
    greeted = link;
    if (first) {
      // Never without a channel: Redis would take the connection for one that gives commands.
      link.write(named(Command.SUBSCRIBE, ownChannels));
    }
    for (Optional<CommandArguments> next = next(); next.isPresent(); next = next()) {
      link.write(next.get());
    }
    long now = System.nanoTime();
    long sincePing = now - lastPing;
    long interval = config.pingInterval().toNanos();
    if (first || sincePing >= interval) {
      link.write(new CommandArguments(Command.PING).add(first ? READY : ALIVE));
      lastPing = now;
      sincePing = 0;
    }
    link.flush();
    subscriptions.giveUpWaiting();
    return subscriptions.nanosUntilDue(interval - sincePing);
  }

  private Optional<CommandArguments> next() {
    Subscriptions.Change change = subscriptions.next(MAX_CHANNELS, MAX_LENGTH);
    if (change == null) {
      return Optional.empty();
    }
    return Optional.of(
        named(change.subscribe() ? Command.SUBSCRIBE : Command.UNSUBSCRIBE, change.channels()));
  }

  private static CommandArguments named(Command command, Collection<String> channels) {
    CommandArguments arguments = new CommandArguments(command);
    channels.forEach(channel -> arguments.add(channel.getBytes(UTF_8)));
    return arguments;
  }

  @Override
  public void read(RedisLink link) {
    Object reply = link.read();
    if (reply instanceof RuntimeException refusal) {
      throw refusal;
    }
    if (!(reply instanceof List<?> parts)
        || parts.size() < 2
        || !(parts.get(0) instanceof byte[] kind)
        || !(parts.get(1) instanceof byte[] subject)) {
      return;
    }
    if (Arrays.equals(kind, MESSAGE)) {
      if (parts.get(2) instanceof byte[] payload) {
        received(new String(subject, UTF_8), payload);
      }
    } else if (!Arrays.equals(kind, PONG)) {
      subscriptions.confirmed(new String(subject, UTF_8));
    } else if (Arrays.equals(subject, READY)) {
      ready = true;
      health.up(RedisHealth.Part.SUBSCRIBER);
    }
  }

  @Override
  public void closed() {
    ready = false;
    subscriptions.disconnected();
  }

  private void received(String channel, byte[] payload) {
    if (!ownChannels.contains(channel) && !subscriptions.wants(channel)) {
      return;
    }
    try {
      receiver.receive(payload);
    } catch (RuntimeException e) {
      LOG.log(ERROR, "A message from another node could not be taken", e);
    }
  }
}
