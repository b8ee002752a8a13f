package io.wsgateway.exchange;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/** Tells Redis which claimed entries are done, until it knows. Safe for any thread. */
final class DoneReport {
  private final ScheduleCommands commands;
  private final Claims claims;
  private final Runnable ended;
  private volatile @Nullable RedisPipeline pipeline;

  /** Runs something each time a claim has come to its end. */
  DoneReport(ScheduleCommands commands, Claims claims, Runnable ended) {
    this.commands = commands;
    this.claims = claims;
    this.ended = ended;
  }

  /** Uses a connection that is about to be started. */
  void use(RedisPipeline started) {
    pipeline = started;
  }

  /** An entry is done. */
  void done(String member) {
    claims.done(member);
    send();
  }

  /** Tells what there is to tell; what cannot be told now is told another time. */
  void send() {
    RedisPipeline current = pipeline;
    for (String member : claims.takeDone()) {
      Telling telling = new Telling(member);
      if (current == null || !current.send(commands.remove(member), size(member), telling)) {
        telling.lost();
      }
    }
  }

  /** The same, before anything else on a new connection. */
  void sendFirst(RedisPipeline.Sender first) {
    for (String member : claims.takeDone()) {
      first.send(commands.remove(member), size(member), new Telling(member));
    }
  }

  private static int size(String member) {
    return ScheduleCommands.SIZE + member.length();
  }

  private final class Telling implements RedisPipeline.Callback {
    private final String member;

    Telling(String member) {
      this.member = member;
    }

    @Override
    public void answered(@Nullable Object reply) {
      if (reply instanceof JedisDataException) {
        lost();
      } else {
        claims.end(member);
        ended.run();
      }
    }

    @Override
    public void lost() {
      claims.done(member);
    }
  }
}
