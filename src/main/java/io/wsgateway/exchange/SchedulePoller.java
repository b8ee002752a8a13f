package io.wsgateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.core.Scheduled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Claims what is due in Redis, gives it to the receiver, and tells Redis when that is done. The
 * alarm's thread calls {@link #turn}; the rest is safe for any thread.
 *
 * <p>Redis says when the next entry is due, and this node asks again then, or after {@link
 * #LONGEST_PAUSE}: whoever adds an entry will be there in its time, and if that node has died, the
 * pause is how late the others are. Two short questions a second cost next to nothing, and an entry
 * is within its second even so.
 */
final class SchedulePoller implements RedisPipeline.Events {
  static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  /** How much is claimed at a time, so that several nodes share what is due at once. */
  private static final int CLAIM = 64;

  private final ScheduleCommands commands;
  private final DueGiver giver;
  private final RedisHealth health;
  private final Claims claims;
  private final DoneReport report;
  private final Alarm alarm = new Alarm("wsgateway-schedules", this::turn);
  private final ArrayDeque<Claimed> toGive = new ArrayDeque<>();

  private @Nullable RedisPipeline pipeline;
  private boolean asking;
  private boolean stopping;
  private long nextQuestion = System.nanoTime();

  private record Claimed(String member, Scheduled entry) {}

  SchedulePoller(ScheduleCommands commands, DueGiver giver, RedisHealth health, Claims claims) {
    this.commands = commands;
    this.giver = giver;
    this.health = health;
    this.claims = claims;
    report = new DoneReport(commands, claims, this::ended);
  }

  /** Uses a connection that is about to be started. */
  synchronized void use(RedisPipeline started) {
    pipeline = started;
    report.use(started);
  }

  /** The thread's work. */
  Alarm alarm() {
    return alarm;
  }

  /** An entry is due after so many milliseconds. */
  void expect(long millis) {
    synchronized (this) {
      long time = System.nanoTime() + pause(millis);
      if (time - nextQuestion >= 0) {
        return;
      }
      nextQuestion = time;
    }
    alarm.wake();
  }

  /** Claims no more, and waits for what has been claimed, while there is a connection. */
  void finish(long patienceNanos) {
    long deadline = System.nanoTime() + patienceNanos;
    synchronized (this) {
      stopping = true;
      try {
        for (long left = patienceNanos; left > 0 && isBusy(); ) {
          TimeUnit.NANOSECONDS.timedWait(this, left);
          left = deadline - System.nanoTime();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean isBusy() {
    boolean open = pipeline != null && pipeline.isOpen();
    return open && (asking || !toGive.isEmpty() || !claims.isEmpty());
  }

  private long turn() {
    for (Claimed next = takeNext(); next != null; next = takeNext()) {
      give(next);
    }
    return ask(null);
  }

  private synchronized @Nullable Claimed takeNext() {
    return toGive.poll();
  }

  private void give(Claimed claimed) {
    String member = claimed.member();
    if (!claims.begin(member, claimed.entry().message().length)) {
      report.send();
      return;
    }
    giver
        .give(claimed.entry())
        .thenAccept(
            done -> {
              if (done) {
                report.done(member);
              } else {
                claims.end(member);
                ended();
              }
            });
  }

  /**
   * Asks what is due, if it is time to.
   *
   * @param first where to send it on a new connection
   * @return nanoseconds until the next question
   */
  private synchronized long ask(RedisPipeline.@Nullable Sender first) {
    long left = nextQuestion - System.nanoTime();
    int room = Math.min(CLAIM, claims.room());
    if (asking || stopping || pipeline == null || left > 0 || room == 0) {
      return left > 0 ? left : LONGEST_PAUSE.toNanos();
    }
    asking = true;
    Question question = new Question();
    if (first != null) {
      first.send(commands.claim(room), ScheduleCommands.SIZE, question);
    } else if (!pipeline.send(commands.claim(room), ScheduleCommands.SIZE, question)) {
      question.lost();
    }
    return LONGEST_PAUSE.toNanos();
  }

  /** A claim has come to its end. */
  private void ended() {
    synchronized (this) {
      notifyAll();
    }
    // There may be room again.
    alarm.wake();
  }

  @Override
  public void opened(RedisPipeline.Sender first) {
    // Before any claim: what is done must not be claimed again.
    report.sendFirst(first);
    synchronized (this) {
      nextQuestion = System.nanoTime();
      ask(first);
    }
  }

  @Override
  public void beat() {
    report.send();
  }

  private static long pause(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(Math.min(LONGEST_PAUSE.toMillis(), Math.max(0, millis)));
  }

  /** A question what is due, on its way. */
  private final class Question implements RedisPipeline.Callback {
    @Override
    public void answered(@Nullable Object reply) {
      if (reply instanceof List<?> parts
          && parts.size() == 3
          && parts.get(0) instanceof Long now
          && parts.get(1) instanceof Long next
          && parts.get(2) instanceof List<?> entries) {
        take(entries);
        health.up(RedisHealth.Part.SCHEDULES);
        end(next < 0 ? Long.MAX_VALUE : next - now);
      } else {
        String reason =
            reply instanceof JedisDataException e ? RedisHealth.reason(e) : "unexpected answer";
        health.away(RedisHealth.Part.SCHEDULES, reason);
        end(Long.MAX_VALUE);
      }
    }

    @Override
    public void lost() {
      end(Long.MAX_VALUE);
    }

    private void end(long millis) {
      synchronized (SchedulePoller.this) {
        asking = false;
        nextQuestion = System.nanoTime() + pause(millis);
        SchedulePoller.this.notifyAll();
      }
      alarm.wake();
    }

    private void take(List<?> entries) {
      for (int i = 0; i + 1 < entries.size(); i += 2) {
        if (entries.get(i) instanceof byte[] name && entries.get(i + 1) instanceof byte[] bytes) {
          String member = new String(name, UTF_8);
          Scheduled entry = ScheduleCommands.read(member, bytes);
          if (entry == null) {
            // Not ours, and it would come again and again.
            report.done(member);
          } else {
            synchronized (SchedulePoller.this) {
              toGive.add(new Claimed(member, entry));
            }
          }
        }
      }
    }
  }
}
