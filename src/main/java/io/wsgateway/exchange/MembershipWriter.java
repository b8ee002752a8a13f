package io.wsgateway.exchange;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.config.MembershipConfig;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Destination.OfUser;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Brings changes of memberships to Redis: directly while it takes them, otherwise from the journal
 * once it does again. Safe for any thread; its lock is the ledger's monitor.
 *
 * <p>Every change is entered in the journal before it is sent and struck out when Redis confirms
 * it, so whatever happens on the way, the journal holds what is to be made up for. While it is
 * being worked off, and while Redis refuses to write because it is full, changes only go there;
 * every ping interval is a new attempt.
 */
final class MembershipWriter implements RedisPipeline.Events {
  private static final System.Logger LOG = System.getLogger(MembershipWriter.class.getName());

  /** How many changes of the journal are on their way at a time. */
  private static final int ROUND = 256;

  private final MembershipConfig config;
  private final MembershipCommands commands;
  private final MembershipLedger ledger;
  private final InstantSource clock;
  private final Counters counters;
  private final RedisHealth health;

  private @Nullable RedisPipeline pipeline;
  private Runnable recovered = () -> {};
  // Changes are sent at once; nothing older waits in the journal without being on its way.
  private boolean direct;
  private int roundLeft;
  private boolean roundRefused;
  private boolean wasAway;
  private @Nullable String epoch;

  MembershipWriter(
      MembershipConfig config,
      MembershipCommands commands,
      MembershipLedger ledger,
      InstantSource clock,
      Counters counters,
      RedisHealth health) {
    this.config = config;
    this.commands = commands;
    this.ledger = ledger;
    this.clock = clock;
    this.counters = counters;
    this.health = health;
  }

  /** Uses a connection that is about to be started. */
  void use(RedisPipeline started, Runnable whenRecovered) {
    synchronized (ledger) {
      pipeline = started;
      recovered = whenRecovered;
    }
  }

  /**
   * Waits until Redis has all changes, for no longer than that, and no longer than there is a
   * connection.
   */
  void awaitWritten(long patienceNanos) {
    long deadline = System.nanoTime() + patienceNanos;
    synchronized (ledger) {
      try {
        while (!ledger.isSettled() && pipeline != null && pipeline.isOpen()) {
          long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
          if (millis <= 0) {
            return;
          }
          ledger.wait(millis);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Makes a change.
   *
   * @param topic null if it is about all topics of the user
   * @return done when Redis has confirmed, or at once if it has to wait in the journal
   */
  CompletionStage<Void> change(MembershipJournal.Kind kind, OfUser user, @Nullable String topic) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    synchronized (ledger) {
      boolean fits = ledger.make(kind, user, topic);
      if (!fits && !direct) {
        return CompletableFuture.failedFuture(MemoryMembership.userFull(config));
      }
      MembershipJournal.Change change = ledger.enter(kind, user, topic);
      if (change == null) {
        counters.dropped(Counters.Drop.MEMBERSHIP, 1);
      } else if (direct && send(change, new Direct(change, done))) {
        return done;
      } else {
        direct = false;
        wasAway = true;
      }
    }
    done.complete(null);
    return done;
  }

  /** Whether changes go to Redis at once. */
  boolean isDirect() {
    synchronized (ledger) {
      return direct;
    }
  }

  /** A question was answered without Redis. */
  void answeredAlone() {
    synchronized (ledger) {
      wasAway = true;
    }
  }

  @Override
  public void opened(RedisPipeline.Sender first) {
    // Before any question: a store that has lost its data must not answer it alone.
    String proposed = UUID.randomUUID().toString();
    first.send(commands.epoch(proposed), MembershipCommands.SIZE, new Epoch());
  }

  @Override
  public void beat() {
    replay();
  }

  @Override
  public void closed() {
    synchronized (ledger) {
      direct = false;
      roundLeft = 0;
      wasAway = true;
      ledger.notifyAll();
    }
  }

  /**
   * Sends a round of the journal, unless one is on its way; when nothing is left, changes are
   * direct again.
   */
  private void replay() {
    Runnable tell = null;
    synchronized (ledger) {
      if (direct || roundLeft > 0) {
        return;
      }
      roundRefused = false;
      for (MembershipJournal.Change change : ledger.first(ROUND)) {
        if (!send(change, new Replayed(change))) {
          return;
        }
        roundLeft++;
      }
      if (roundLeft > 0) {
        return;
      }
      direct = true;
      ledger.restored();
      if (wasAway) {
        wasAway = false;
        tell = recovered;
      }
    }
    health.up(RedisHealth.Part.MEMBERSHIP);
    if (tell != null) {
      runSafely(tell);
    }
  }

  private boolean send(MembershipJournal.Change change, RedisPipeline.Callback callback) {
    int names = change.user().user().length() + change.topic().length();
    return pipeline != null
        && pipeline.send(
            commands.change(change, clock.millis()), MembershipCommands.SIZE + 2 * names, callback);
  }

  /** Works on the answer to a change; false if the user is in too many topics. */
  private boolean accept(MembershipJournal.Change change, @Nullable Object reply) {
    if (reply instanceof Long taken) {
      ledger.settle(change, taken == 0);
      return taken != 0;
    }
    String refusal =
        reply instanceof JedisDataException e ? RedisHealth.reason(e) : "unexpected answer";
    if (refusal.contains("WRONGTYPE")) {
      // Somebody else uses a key of ours: no later attempt can help.
      ledger.settle(change, false);
      counters.dropped(Counters.Drop.MEMBERSHIP, 1);
      return true;
    }
    synchronized (ledger) {
      direct = false;
      roundRefused = true;
    }
    health.away(RedisHealth.Part.MEMBERSHIP, refusal);
    return true;
  }

  private static void runSafely(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.log(ERROR, "Catching up with memberships failed", e);
    }
  }

  /**
   * Learns whether this is still the store with the data that this node has seen, on each
   * connection.
   */
  private final class Epoch implements RedisPipeline.Callback {
    @Override
    public void answered(@Nullable Object reply) {
      if (reply instanceof byte[] bytes) {
        String current = new String(bytes, UTF_8);
        synchronized (ledger) {
          if (epoch != null && !epoch.equals(current)) {
            LOG.log(INFO, "Redis has lost its memberships; this node puts back what it knows");
            ledger.restore();
          }
          epoch = current;
        }
      }
      replay();
    }
  }

  /** A change on its way, for whom its caller waits. */
  private final class Direct implements RedisPipeline.Callback {
    private final MembershipJournal.Change change;
    private final CompletableFuture<Void> done;

    Direct(MembershipJournal.Change change, CompletableFuture<Void> done) {
      this.change = change;
      this.done = done;
    }

    @Override
    public void answered(@Nullable Object reply) {
      if (accept(change, reply)) {
        done.complete(null);
      } else {
        done.completeExceptionally(MemoryMembership.userFull(config));
      }
    }

    @Override
    public void lost() {
      // It is in the journal.
      done.complete(null);
    }
  }

  /** A change of the journal on its way; nobody waits for it, and lost it stays in the journal. */
  private final class Replayed implements RedisPipeline.Callback {
    private final MembershipJournal.Change change;

    Replayed(MembershipJournal.Change change) {
      this.change = change;
    }

    @Override
    public void answered(@Nullable Object reply) {
      if (!accept(change, reply)) {
        counters.dropped(Counters.Drop.MEMBERSHIP, 1);
      }
      boolean next;
      synchronized (ledger) {
        roundLeft--;
        next = roundLeft == 0 && !roundRefused;
      }
      if (next) {
        replay();
      }
    }
  }
}
