package io.wsgateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.config.MembershipConfig;
import io.wsgateway.config.RedisConfig;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Destination.OfUser;
import io.wsgateway.core.Membership;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/**
 * Keeps memberships in Redis, where all nodes find them; {@link MembershipCommands} says how they
 * lie there.
 *
 * <p>Changes and questions of one user are sent in their order over one connection. This node also
 * remembers, in a table of its own, what was changed and answered here. While Redis is away it
 * answers from that, and changes wait in the journal of {@link MembershipWriter}, the last of each
 * user and topic. Lost, and counted as {@link Counters.Drop#MEMBERSHIP}, are changes beyond {@code
 * gateway.redis.max-pending}, and joins made up for later that find the user in too many topics by
 * then.
 *
 * <p>A Redis that comes back without its data gets back what each node remembers. That may include
 * a topic that the user has since left through another node.
 *
 * <p>Stages complete, and {@code recovered} runs, on the thread that reads from Redis: neither may
 * wait there.
 */
final class RedisMembership implements Membership {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);
  private static final int QUESTION_SIZE = 100;

  private final RedisConfig config;
  private final RedisHealth health;
  private final ThreadFactory threads;
  private final InstantSource clock;
  private final MembershipLedger ledger;
  private final MembershipCommands commands;
  private final MembershipWriter writer;
  private volatile @Nullable RedisPipeline pipeline;

  /**
   * Fails if the URI's user, password or database cannot be understood; connects only when started.
   */
  RedisMembership(
      RedisConfig config,
      MembershipConfig membership,
      RedisHealth health,
      Counters counters,
      ThreadFactory threads,
      InstantSource clock) {
    RedisLink.clientConfig(config, "check");
    this.config = config;
    this.health = health;
    this.threads = threads;
    this.clock = clock;
    MembershipTable table = new MembershipTable(membership, MembershipTable.WhenFull.FORGET, clock);
    ledger = new MembershipLedger(table, config.maxPending(), clock);
    commands = new MembershipCommands(new RedisNames(config.prefix(), config.uri()), membership);
    writer = new MembershipWriter(membership, commands, ledger, clock, counters, health);
  }

  @Override
  public synchronized void start(Runnable recovered) {
    if (pipeline != null) {
      throw new IllegalStateException("Membership is started already");
    }
    RedisPipeline started = new RedisPipeline(RedisHealth.Part.MEMBERSHIP, config, health, writer);
    writer.use(started, recovered);
    started.start(threads);
    pipeline = started;
  }

  @Override
  public synchronized void stop() {
    RedisPipeline ended = pipeline;
    if (ended != null) {
      writer.awaitWritten(STOP_PATIENCE.toNanos());
      pipeline = null;
      ended.stop(0);
    }
  }

  @Override
  public CompletionStage<Void> join(OfTopic topic, String user) {
    return writer.change(MembershipJournal.Kind.JOIN, new OfUser(topic.app(), user), topic.topic());
  }

  @Override
  public CompletionStage<Void> leave(OfTopic topic, String user) {
    return writer.change(
        MembershipJournal.Kind.LEAVE, new OfUser(topic.app(), user), topic.topic());
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public boolean isKeeping() {
    RedisPipeline current = pipeline;
    return current != null && current.isOpen() && !health.isAway(RedisHealth.Part.MEMBERSHIP);
  }

  @Override
  public boolean hasTried() {
    return health.hasTried(RedisHealth.Part.MEMBERSHIP);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void touch(OfUser user) {
    writer.change(MembershipJournal.Kind.TOUCH, user, null);
  }

  @Override
  public CompletionStage<Set<String>> topicsOf(OfUser user) {
    long mark = ledger.mark();
    return ask(
        commands.topicsOf(user, clock.millis()),
        QUESTION_SIZE + user.user().length(),
        reply -> topics(user, reply, mark),
        () -> ledger.topicsOf(user));
  }

  @Override
  public CompletionStage<Collection<String>> usersIn(OfTopic topic) {
    long mark = ledger.mark();
    return ask(
        commands.usersIn(topic, clock.millis()),
        QUESTION_SIZE + topic.topic().length(),
        reply -> users(topic, reply, mark),
        () -> ledger.usersIn(topic));
  }

  /** Whether changes go to Redis at once. */
  boolean isDirect() {
    return writer.isDirect();
  }

  private <T> CompletionStage<T> ask(
      CommandArguments question, int size, Function<List<?>, T> fromRedis, Supplier<T> alone) {
    Asked<T> asked = new Asked<>(fromRedis, alone);
    RedisPipeline current = pipeline;
    if (current == null || !current.send(question, size, asked)) {
      asked.lost();
    }
    return asked.answer;
  }

  private Set<String> topics(OfUser user, List<?> reply, long mark) {
    Map<String, Long> renewed = new LinkedHashMap<>();
    for (int i = 0; i + 1 < reply.size(); i += 2) {
      double score = Double.parseDouble(text(reply.get(i + 1)));
      renewed.put(text(reply.get(i)), commands.renewed(score));
    }
    return ledger.complete(user, renewed, mark);
  }

  private Set<String> users(OfTopic topic, List<?> reply, long mark) {
    Set<String> users = new LinkedHashSet<>();
    reply.forEach(user -> users.add(text(user)));
    return ledger.complete(topic, users, mark);
  }

  private static String text(@Nullable Object bulk) {
    return bulk instanceof byte[] bytes ? new String(bytes, UTF_8) : "";
  }

  /** A question on its way; this node's own ledger answers if Redis does not. */
  private final class Asked<T> implements RedisPipeline.Callback {
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Function<List<?>, T> fromRedis;
    private final Supplier<T> alone;

    Asked(Function<List<?>, T> fromRedis, Supplier<T> alone) {
      this.fromRedis = fromRedis;
      this.alone = alone;
    }

    @Override
    public void answered(@Nullable Object reply) {
      if (reply instanceof List<?> list) {
        answer.complete(fromRedis.apply(list));
      } else {
        lost();
      }
    }

    @Override
    public void lost() {
      writer.answeredAlone();
      answer.complete(alone.get());
    }
  }
}
