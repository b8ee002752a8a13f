package io.wsgateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.config.RedisConfig;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.ExpiringStore;
import io.wsgateway.core.GatewayException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Remembers in Redis, where all nodes find it; {@link ExpiringCommands} says how it lies there.
 *
 * <p>This node also keeps what it has put and found. While Redis is away, or refuses, or has more
 * waiting than {@code gateway.redis.max-pending}, it answers from that: at once, or for what was on
 * its way when Redis fell silent, after {@code gateway.redis.timeout} and at most a quarter more.
 * Then two nodes may both take a key; each takes it once. What was taken or changed meanwhile is
 * told to Redis when it is back, and until then this node's own word counts here. A Redis that
 * comes back without its data gets back what each node knows, which may include what was removed
 * through another node.
 *
 * <p>Stages complete on the caller's thread or on the one that reads from Redis.
 */
final class RedisExpiringStore implements ExpiringStore {
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

  private final RedisConfig config;
  private final RedisHealth health;
  private final ThreadFactory threads;
  private final ExpiringCommands commands;
  private final ExpiringLedger ledger;
  private final ExpiringCatchUp catchUp;
  private volatile @Nullable RedisPipeline pipeline;

  /**
   * Fails if the URI's user, password or database cannot be understood; connects only when started.
   *
   * @param maxEntries how much this node keeps of it; beyond that it forgets what expires next
   */
  RedisExpiringStore(
      RedisConfig config,
      int maxEntries,
      RedisHealth health,
      ThreadFactory threads,
      InstantSource clock) {
    RedisLink.clientConfig(config, "check");
    this.config = config;
    this.health = health;
    this.threads = threads;
    commands = new ExpiringCommands(new RedisNames(config.prefix(), config.uri()));
    ledger = new ExpiringLedger(maxEntries, clock);
    catchUp = new ExpiringCatchUp(commands, ledger, health);
  }

  @Override
  public synchronized void start() {
    if (pipeline != null) {
      throw new IllegalStateException("The store is started already");
    }
    RedisPipeline started = new RedisPipeline(RedisHealth.Part.STORE, config, health, catchUp);
    catchUp.use(started);
    started.start(threads);
    pipeline = started;
  }

  @Override
  public synchronized void stop() {
    RedisPipeline ended = pipeline;
    if (ended != null) {
      ended.stop(STOP_PATIENCE.toNanos());
      pipeline = null;
    }
  }

  @Override
  public CompletionStage<Optional<String>> putIfAbsent(String key, String value, Duration ttl) {
    return ask(new Asked(ExpiringTable.hash(key), value, ExpiringTable.millis(ttl), false));
  }

  /** What this node has seen is taken, also if Redis has lost it. */
  @Override
  public CompletionStage<Optional<String>> putIfAbsentOnAll(
      String key, String value, Duration ttl) {
    String hash = ExpiringTable.hash(key);
    Optional<String> seen = ledger.get(hash);
    return seen.isPresent()
        ? CompletableFuture.completedFuture(seen)
        : ask(new Asked(hash, value, ExpiringTable.millis(ttl), true));
  }

  private CompletionStage<Optional<String>> ask(Asked asked) {
    if (ledger.isAhead(asked.hash)
        || !send(
            commands.putIfAbsent(asked.hash, asked.value, asked.ttlMillis),
            asked.value.length(),
            asked)) {
      asked.lost();
    }
    return asked.answer;
  }

  @Override
  public CompletionStage<Void> put(String key, String value, Duration ttl) {
    String hash = ExpiringTable.hash(key);
    long ttlMillis = ExpiringTable.millis(ttl);
    synchronized (ledger) {
      ledger.put(hash, value, ttlMillis);
      return tell(hash, commands.put(hash, value, ttlMillis), value.length());
    }
  }

  @Override
  public CompletionStage<Void> remove(String key) {
    String hash = ExpiringTable.hash(key);
    synchronized (ledger) {
      ledger.remove(hash);
      return tell(hash, commands.remove(hash), 0);
    }
  }

  @Override
  public boolean isShared() {
    return true;
  }

  /** Whether Redis is there and knows all that this node knows. */
  boolean isSettled() {
    RedisPipeline current = pipeline;
    return current != null && current.isOpen() && catchUp.knowsWhatIsLost() && ledger.isSettled();
  }

  /** Tells Redis at once, or later if it has to be told something older of this key first. */
  private CompletionStage<Void> tell(String hash, CommandArguments command, int length) {
    Told told = new Told(hash);
    if (ledger.isAhead(hash) || !send(command, length, told)) {
      told.lost();
    }
    return told.done;
  }

  private boolean send(CommandArguments command, int length, RedisPipeline.Callback callback) {
    RedisPipeline current = pipeline;
    return current != null && current.send(command, ExpiringCommands.SIZE + length, callback);
  }

  private void refused(@Nullable Object reply) {
    String reason =
        reply instanceof JedisDataException e ? RedisHealth.reason(e) : "unexpected answer";
    health.away(RedisHealth.Part.STORE, reason);
  }

  /** A question whether a key is free, on its way. */
  private final class Asked implements RedisPipeline.Callback {
    private final CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    private final String hash;
    private final String value;
    private final long ttlMillis;
    private final boolean onAll;

    /**
     * @param onAll whether this node's own word does not do
     */
    Asked(String hash, String value, long ttlMillis, boolean onAll) {
      this.hash = hash;
      this.value = value;
      this.ttlMillis = ttlMillis;
      this.onAll = onAll;
    }

    @Override
    public void answered(@Nullable Object reply) {
      Optional<String> there = Optional.empty();
      long left = ttlMillis;
      if (reply instanceof List<?> pair
          && pair.get(0) instanceof byte[] found
          && pair.get(1) instanceof Long expiry) {
        there = Optional.of(new String(found, UTF_8));
        left = Math.max(1, expiry);
      } else if (!(reply instanceof Long)) {
        refused(reply);
        lost();
        return;
      }
      synchronized (ledger) {
        if (ledger.isAhead(hash)) {
          there = ledger.putIfAbsentAlone(hash, value, ttlMillis);
        } else {
          ledger.put(hash, there.orElse(value), left);
        }
      }
      answer.complete(there);
    }

    @Override
    public void lost() {
      if (onAll) {
        answer.completeExceptionally(
            new GatewayException(
                    ErrorCode.OVERLOADED,
                    "Redis does not answer, so that other nodes cannot be asked; try again in a"
                        + " moment")
                .retryAfter(RETRY));
      } else {
        answer.complete(ledger.putIfAbsentAlone(hash, value, ttlMillis));
      }
    }
  }

  /** A change on its way, which this node has made already. */
  private final class Told implements RedisPipeline.Callback {
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final String hash;

    Told(String hash) {
      this.hash = hash;
    }

    @Override
    public void answered(@Nullable Object reply) {
      if (reply instanceof JedisDataException) {
        refused(reply);
        lost();
      } else {
        done.complete(null);
      }
    }

    @Override
    public void lost() {
      ledger.enter(hash);
      done.complete(null);
    }
  }
}
