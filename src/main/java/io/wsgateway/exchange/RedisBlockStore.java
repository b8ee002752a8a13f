package io.wsgateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.config.RedisConfig;
import io.wsgateway.core.BlockChange;
import io.wsgateway.core.BlockStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Keeps blocks in Redis; {@link BlockCommands} says how they lie there. With each new connection
 * all are read, and what this node knows better is put back: so nothing has to be remembered while
 * Redis is away, and one that has lost its data has it again. What Redis refuses, because it is
 * full, is tried again so every ping interval.
 */
final class RedisBlockStore implements BlockStore, RedisPipeline.Events {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

  private final RedisConfig config;
  private final RedisHealth health;
  private final ThreadFactory threads;
  private final BlockCommands commands;
  private volatile @Nullable Receiver receiver;
  private volatile @Nullable RedisPipeline pipeline;
  private volatile boolean behind;

  /**
   * Fails if the URI's user, password or database cannot be understood; connects only when started.
   */
  RedisBlockStore(RedisConfig config, RedisHealth health, ThreadFactory threads) {
    RedisLink.clientConfig(config, "check");
    this.config = config;
    this.health = health;
    this.threads = threads;
    commands = new BlockCommands(new RedisNames(config.prefix(), config.uri()));
  }

  @Override
  public synchronized void start(Receiver learner) {
    if (pipeline != null) {
      throw new IllegalStateException("The store is started already");
    }
    receiver = learner;
    RedisPipeline started = new RedisPipeline(RedisHealth.Part.BLOCKS, config, health, this);
    pipeline = started;
    started.start(threads);
  }

  @Override
  public synchronized void stop() {
    RedisPipeline ended = pipeline;
    if (ended != null) {
      pipeline = null;
      ended.stop(STOP_PATIENCE.toNanos());
    }
  }

  @Override
  public void keep(Collection<BlockChange> changes) {
    changes.forEach(change -> send(commands.keep(change), change));
  }

  @Override
  public void forget(BlockChange change) {
    send(commands.forget(change), change);
  }

  @Override
  public void opened(RedisPipeline.Sender first) {
    behind = false;
    first.send(commands.all(), BlockCommands.SIZE, this::found);
  }

  @Override
  public void beat() {
    RedisPipeline current = pipeline;
    if (behind && current != null) {
      behind = !current.send(commands.all(), BlockCommands.SIZE, this::found);
    }
  }

  private void found(@Nullable Object reply) {
    Receiver learner = receiver;
    if (!(reply instanceof List<?> fields) || learner == null) {
      refused(reply);
      return;
    }
    List<BlockChange> all = new ArrayList<>();
    for (int i = 1; i < fields.size(); i += 2) {
      BlockChange change =
          fields.get(i) instanceof byte[] text ? BlockChange.parse(new String(text, UTF_8)) : null;
      if (change != null) {
        all.add(change);
      }
    }
    health.up(RedisHealth.Part.BLOCKS);
    keep(learner.found(all));
  }

  private void send(CommandArguments command, BlockChange change) {
    RedisPipeline current = pipeline;
    int size = BlockCommands.SIZE + change.text().length();
    if (current == null || !current.send(command, size, this::answered)) {
      // Without a connection, the next one begins by making up for it.
      behind = true;
    }
  }

  private void answered(@Nullable Object reply) {
    if (reply instanceof JedisDataException) {
      refused(reply);
    }
  }

  private void refused(@Nullable Object reply) {
    behind = true;
    String reason =
        reply instanceof JedisDataException e ? RedisHealth.reason(e) : "unexpected answer";
    health.away(RedisHealth.Part.BLOCKS, reason);
  }
}
