package io.wsgateway.exchange;

import static java.lang.System.Logger.Level.INFO;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Tells Redis what it has missed of the expiring values, some at a time: on each new connection,
 * and every ping interval what has been refused or had no room. Safe for any thread.
 */
final class ExpiringCatchUp implements RedisPipeline.Events {
  private static final System.Logger LOG = System.getLogger(ExpiringCatchUp.class.getName());

  /** How many changes are on their way at a time. */
  private static final int ROUND = 256;

  private final ExpiringCommands commands;
  private final ExpiringLedger ledger;
  private final RedisHealth health;

  private @Nullable RedisPipeline pipeline;
  private @Nullable String epoch;
  private boolean epochIsOfThisConnection;
  private int roundLeft;
  private boolean roundFailed;

  ExpiringCatchUp(ExpiringCommands commands, ExpiringLedger ledger, RedisHealth health) {
    this.commands = commands;
    this.ledger = ledger;
    this.health = health;
  }

  /** Uses a connection that is about to be started. */
  synchronized void use(RedisPipeline started) {
    pipeline = started;
  }

  @Override
  public void opened(RedisPipeline.Sender first) {
    synchronized (this) {
      epochIsOfThisConnection = false;
    }
    // Before any question: a store that has lost its data must not answer it alone.
    String proposed = UUID.randomUUID().toString();
    first.send(commands.proposeEpoch(proposed), ExpiringCommands.SIZE, reply -> {});
    first.send(commands.epoch(), ExpiringCommands.SIZE, this::learnEpoch);
  }

  private void learnEpoch(@Nullable Object reply) {
    if (reply instanceof byte[] bytes) {
      String current = new String(bytes, UTF_8);
      synchronized (this) {
        if (epoch != null && !epoch.equals(current)) {
          LOG.log(INFO, "Redis has lost what may not be repeated; this node puts back its own");
          ledger.enterAll();
        }
        epoch = current;
        epochIsOfThisConnection = true;
      }
    }
    sendRound();
  }

  /** Whether it is known of the newest connection if Redis has lost its data. */
  synchronized boolean knowsWhatIsLost() {
    return epochIsOfThisConnection;
  }

  @Override
  public void beat() {
    sendRound();
  }

  /** Sends a round, unless one is on its way. */
  private void sendRound() {
    List<ExpiringLedger.Change> round;
    RedisPipeline current;
    synchronized (this) {
      if (roundLeft > 0 || pipeline == null) {
        return;
      }
      current = pipeline;
      round = ledger.first(ROUND);
      roundLeft = round.size();
      roundFailed = false;
    }
    if (round.isEmpty()) {
      health.up(RedisHealth.Part.STORE);
    }
    for (ExpiringLedger.Change change : round) {
      String value = change.value();
      CommandArguments command =
          value == null
              ? commands.remove(change.hash())
              : commands.put(change.hash(), value, change.leftMillis());
      int size = ExpiringCommands.SIZE + (value == null ? 0 : value.length());
      Replayed replayed = new Replayed(change);
      if (!current.send(command, size, replayed)) {
        replayed.lost();
      }
    }
  }

  private void ended(boolean failed) {
    boolean next;
    synchronized (this) {
      roundLeft--;
      roundFailed |= failed;
      next = roundLeft == 0 && !roundFailed;
    }
    if (next) {
      sendRound();
    }
  }

  /** A change on its way; lost, it stays in the journal. */
  private final class Replayed implements RedisPipeline.Callback {
    private final ExpiringLedger.Change change;

    Replayed(ExpiringLedger.Change change) {
      this.change = change;
    }

    @Override
    public void answered(@Nullable Object reply) {
      if (reply instanceof JedisDataException e) {
        health.away(RedisHealth.Part.STORE, RedisHealth.reason(e));
        ended(true);
      } else {
        ledger.confirm(change);
        ended(false);
      }
    }

    @Override
    public void lost() {
      ended(true);
    }
  }
}
