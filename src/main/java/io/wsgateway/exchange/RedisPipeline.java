package io.wsgateway.exchange;

import io.wsgateway.config.RedisConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * A connection for commands, which leave in the order in which they are given, all that are pending
 * at once, without waiting for answers. Any thread may give commands; it never waits.
 *
 * <p>What is not answered is bounded ({@link #WINDOW}), the rest waits here. When the connection
 * fails, whatever has no answer is lost: what Redis made of it is not known, or it was not sent.
 * Nothing is kept for the next connection, so that nothing arrives late or twice.
 */
final class RedisPipeline implements RedisConnector.Conversation {
  /**
   * Bytes that may be unanswered. A Redis that was frozen works on what lies in the old connection
   * before it serves the new one, as long as that is little; so order holds across connections,
   * too.
   */
  private static final int WINDOW = 64 << 10;

  private final RedisConfig config;
  private final Events events;
  private final RedisConnector connector;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition drained = lock.newCondition();
  private final ArrayDeque<Request> waiting = new ArrayDeque<>();
  private final ArrayDeque<Request> unanswered = new ArrayDeque<>();
  private long waitingSize;
  private long unansweredSize;
  private boolean open;
  // When the oldest unanswered was written, or the one before it was answered.
  private long waitingSince;
  // Of the writing thread.
  private long nextPing = System.nanoTime();

  /**
   * What happens to the connection. Called by the reading thread, like everything about answers.
   */
  interface Events {
    /** It is about to be open; what is given to that sender is sent before anything else. */
    void opened(Sender first);

    /** It is alive: called about once in each ping interval. */
    default void beat() {}

    /** It is closed; all that was unanswered has been told to be lost. */
    default void closed() {}
  }

  /** Takes a command of about so many bytes. */
  interface Sender {
    void send(CommandArguments command, int size, Callback callback);
  }

  /** Learns what became of a command. May not block. */
  interface Callback {
    /** The answer; a {@link redis.clients.jedis.exceptions.JedisDataException} if Redis refused. */
    void answered(@Nullable Object reply);

    /** The connection failed before the answer came. */
    default void lost() {}
  }

  /**
   * A command on its way.
   *
   * @param size about how many bytes it has
   */
  private record Request(CommandArguments command, int size, Callback callback) {}

  RedisPipeline(RedisHealth.Part part, RedisConfig config, RedisHealth health, Events events) {
    this.config = config;
    this.events = events;
    connector = new RedisConnector(part, config, health, this);
  }

  void start(ThreadFactory threads) {
    connector.start(threads);
  }

  /**
   * Waits until all is answered, if there is a connection, but for no longer than that; then ends.
   */
  void stop(long patienceNanos) {
    lock.lock();
    try {
      long left = patienceNanos;
      while (open && left > 0 && !(waiting.isEmpty() && unanswered.isEmpty())) {
        left = drained.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    connector.stop();
  }

  /** Whether there is a connection. */
  boolean isOpen() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives a command; false if there is no connection, or as much is pending as may be: then nothing
   * happens.
   */
  boolean send(CommandArguments command, int size, Callback callback) {
    lock.lock();
    try {
      int pending = waiting.size() + unanswered.size();
      long pendingSize = waitingSize + unansweredSize;
      boolean fits =
          pending == 0
              || (pending < config.maxPending() && pendingSize + size <= config.maxPendingSize());
      if (!open || !fits) {
        return false;
      }
      enqueue(new Request(command, size, callback));
    } finally {
      lock.unlock();
    }
    connector.wake();
    return true;
  }

  @Override
  public void opened(RedisLink link) {
    link.expectSilence(this::isAnswerOverdue);
    List<Request> first = new ArrayList<>();
    events.opened((command, size, callback) -> first.add(new Request(command, size, callback)));
    lock.lock();
    try {
      first.forEach(this::enqueue);
      open = true;
      waitingSince = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long write(RedisLink link) {
    for (List<Request> batch = take(); !batch.isEmpty(); batch = take()) {
      batch.forEach(request -> link.write(request.command()));
      link.flush();
    }
    return nextPing - System.nanoTime();
  }

  private List<Request> take() {
    List<Request> batch = new ArrayList<>();
    lock.lock();
    try {
      while (!waiting.isEmpty() && fitsWindow(waiting.element())) {
        Request request = waiting.remove();
        waitingSize -= request.size();
        await(request, batch);
      }
      long now = System.nanoTime();
      if (now - nextPing >= 0) {
        nextPing = now + config.pingInterval().toNanos();
        await(new Request(new CommandArguments(Command.PING), 0, new Ping()), batch);
      }
    } finally {
      lock.unlock();
    }
    return batch;
  }

  private void enqueue(Request request) {
    waiting.add(request);
    waitingSize += request.size();
  }

  private boolean fitsWindow(Request request) {
    return unanswered.isEmpty() || unansweredSize + request.size() <= WINDOW;
  }

  private void await(Request request, List<Request> batch) {
    if (unanswered.isEmpty()) {
      waitingSince = System.nanoTime();
    }
    unanswered.add(request);
    unansweredSize += request.size();
    batch.add(request);
  }

  @Override
  public void read(RedisLink link) {
    Object reply = link.read();
    if (RedisRole.isRefusalOfReplica(reply)) {
      // The next connection may find the master. This request is among what has no answer.
      throw RedisRole.replica();
    }
    answered().callback().answered(reply);
  }

  private boolean isAnswerOverdue() {
    lock.lock();
    try {
      long waited = System.nanoTime() - waitingSince;
      return !unanswered.isEmpty() && waited >= config.timeout().toNanos();
    } finally {
      lock.unlock();
    }
  }

  private Request answered() {
    Request request;
    boolean more;
    lock.lock();
    try {
      request = unanswered.remove();
      waitingSince = System.nanoTime();
      unansweredSize -= request.size();
      more = !waiting.isEmpty() && unansweredSize <= WINDOW / 2;
      if (waiting.isEmpty() && unanswered.isEmpty()) {
        drained.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (more) {
      connector.wake();
    }
    return request;
  }

  @Override
  public void closed() {
    List<Request> lost;
    boolean wasOpen;
    lock.lock();
    try {
      wasOpen = open;
      open = false;
      lost = new ArrayList<>(unanswered);
      lost.addAll(waiting);
      unanswered.clear();
      waiting.clear();
      unansweredSize = 0;
      waitingSize = 0;
      drained.signalAll();
    } finally {
      lock.unlock();
    }
    lost.forEach(request -> request.callback().lost());
    if (wasOpen) {
      events.closed();
    }
  }

  /** Proves that the connection is alive, also when nothing else is asked. */
  private final class Ping implements Callback {
    @Override
    public void answered(@Nullable Object reply) {
      events.beat();
    }
  }
}
