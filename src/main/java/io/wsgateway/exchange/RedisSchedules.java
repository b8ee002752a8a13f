package io.wsgateway.exchange;

import static java.lang.System.Logger.Level.WARNING;

import io.wsgateway.config.RedisConfig;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Scheduled;
import io.wsgateway.core.Schedules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Keeps what waits for its time in Redis, for all nodes together; {@link ScheduleCommands} says how
 * it lies there, {@link SchedulePoller} how a node comes to give it.
 *
 * <p>A node claims what is due for the time of a lease. If it dies, or its line to Redis is cut
 * before it could say that it is done, another node gives the entry again after the lease: at least
 * once. What is due goes by Redis' clock, so the nodes need not agree on the time.
 *
 * <p>While Redis is away nothing is given, and nothing can be added: that would be lost with the
 * node. What became due meanwhile is given when it is back. A Redis without persistence loses all
 * in a restart. One that is full ({@code maxmemory}) neither takes nor gives until there is room.
 */
final class RedisSchedules implements Schedules {
  private static final System.Logger LOG = System.getLogger(RedisSchedules.class.getName());
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

  private final RedisConfig config;
  private final int maxEntries;
  private final Duration lease;
  private final RedisHealth health;
  private final ThreadFactory threads;
  private final ScheduleCommands commands;
  private final Seldom seldom = new Seldom(Duration.ofMinutes(1), System::nanoTime);
  private volatile @Nullable Line line;

  /** The connection of a started store. */
  private record Line(RedisPipeline pipeline, SchedulePoller poller) {}

  /**
   * Fails if the URI's user, password or database cannot be understood; connects only when started.
   *
   * @param maxEntries how many may wait in the cluster
   * @param lease how long a node that has claimed an entry may take until others give it, too
   */
  RedisSchedules(
      RedisConfig config,
      int maxEntries,
      Duration lease,
      RedisHealth health,
      ThreadFactory threads) {
    RedisLink.clientConfig(config, "check");
    this.config = config;
    this.maxEntries = maxEntries;
    this.lease = lease;
    this.health = health;
    this.threads = threads;
    RedisNames names = new RedisNames(config.prefix(), config.uri());
    commands = new ScheduleCommands(names, maxEntries, lease);
  }

  @Override
  public synchronized void start(Receiver receiver) {
    if (line != null) {
      throw new IllegalStateException("Schedules are started already");
    }
    DueGiver giver = new DueGiver(receiver, InstantSource.system());
    SchedulePoller poller =
        new SchedulePoller(commands, giver, health, new Claims(lease, System::nanoTime));
    RedisPipeline pipeline = new RedisPipeline(RedisHealth.Part.SCHEDULES, config, health, poller);
    poller.use(pipeline);
    pipeline.start(threads);
    poller.alarm().start(threads);
    line = new Line(pipeline, poller);
  }

  @Override
  public synchronized void stop() {
    Line ended = line;
    if (ended == null) {
      return;
    }
    line = null;
    ended.poller().finish(STOP_PATIENCE.toNanos());
    ended.poller().alarm().stop();
    ended.pipeline().stop(0);
  }

  @Override
  public CompletionStage<Void> add(Scheduled entry) {
    Line current = line;
    int size = member(entry.app(), entry.id()).length() + entry.message().length;
    return this.<Void>ask(
        current,
        commands.add(entry),
        size,
        reply -> {
          long now = reply instanceof Long time ? time : 0;
          if (now < 0) {
            throw MemorySchedules.full(maxEntries);
          }
          if (current != null) {
            current.poller().expect(entry.due().toEpochMilli() - now);
          }
          return null;
        });
  }

  @Override
  public CompletionStage<Boolean> remove(String app, String id) {
    String member = member(app, id);
    return ask(
        line,
        commands.remove(member),
        member.length(),
        reply -> reply instanceof Long count && count > 0);
  }

  @Override
  public CompletionStage<Optional<Scheduled>> find(String app, String id) {
    String member = member(app, id);
    return ask(
        line,
        commands.find(member),
        member.length(),
        reply ->
            reply instanceof byte[] entry
                ? Optional.ofNullable(ScheduleCommands.read(member, entry))
                : Optional.empty());
  }

  @Override
  public boolean isShared() {
    return true;
  }

  /** Whether there is a connection. */
  boolean isOpen() {
    Line current = line;
    return current != null && current.pipeline().isOpen();
  }

  private static String member(String app, String id) {
    return ScheduleCommands.member(app, id);
  }

  private <T> CompletionStage<T> ask(
      @Nullable Line current,
      CommandArguments command,
      int size,
      Function<@Nullable Object, T> read) {
    Asked<T> asked = new Asked<>(read);
    if (current == null || !current.pipeline().send(command, ScheduleCommands.SIZE + size, asked)) {
      asked.lost();
    }
    return asked.answer;
  }

  /** Something that a caller waits for. */
  private final class Asked<T> implements RedisPipeline.Callback {
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Function<@Nullable Object, T> read;

    Asked(Function<@Nullable Object, T> read) {
      this.read = read;
    }

    @Override
    public void answered(@Nullable Object reply) {
      if (reply instanceof JedisDataException refusal) {
        if (seldom.isTime()) {
          LOG.log(WARNING, "Redis refuses delayed pushes: " + RedisHealth.reason(refusal));
        }
        lost();
        return;
      }
      try {
        answer.complete(read.apply(reply));
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    }

    @Override
    public void lost() {
      answer.completeExceptionally(
          new GatewayException(
              ErrorCode.OVERLOADED,
              "Delayed pushes are kept in Redis, which does not take or confirm this now; the"
                  + " same request may succeed in a moment"));
    }
  }
}
