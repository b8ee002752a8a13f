package io.wsgateway.exchange;

import static java.lang.System.Logger.Level.ERROR;

import io.wsgateway.config.RedisConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Keeps one connection to Redis, connecting again after each failure. One thread connects and
 * reads, another writes, so that a Redis that takes nothing more is noticed by its silence, and
 * neither ever waits for the other. Used once: from {@link #start} to {@link #stop}, which any
 * thread may call, like {@link #wake}.
 */
final class RedisConnector {
  private static final System.Logger LOG = System.getLogger(RedisConnector.class.getName());
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

  private final RedisHealth.Part part;
  private final RedisConfig config;
  private final RedisHealth health;
  private final Conversation conversation;
  private final Backoff backoff;
  private final RedisMasterWatch watch;
  private final List<Thread> threads = new ArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition turn = lock.newCondition();
  private boolean stopped;
  // The connection in the making or in use, which stop() ends.
  private @Nullable RedisLink link;
  // The connection that may be written to.
  private @Nullable RedisLink open;
  private boolean woken;

  /** What is said over the connection. */
  interface Conversation {
    /**
     * A new connection is there; called by the reading thread, before anything is read or written.
     */
    void opened(RedisLink link);

    /** Waits for one answer and works on it; called again and again by the reading thread. */
    void read(RedisLink link);

    /**
     * Writes what is pending; called by the writing thread after each {@link RedisConnector#wake}.
     *
     * @return after how many nanoseconds to be called without being woken
     */
    long write(RedisLink link);

    /** The connection is gone; called by the reading thread, also after an attempt that failed. */
    void closed();
  }

  RedisConnector(
      RedisHealth.Part part, RedisConfig config, RedisHealth health, Conversation conversation) {
    this.part = part;
    this.config = config;
    this.health = health;
    this.conversation = conversation;
    backoff = new Backoff(config.reconnectMax());
    watch = new RedisMasterWatch(config, this::open);
  }

  /** Starts to connect, and returns at once. */
  void start(ThreadFactory factory) {
    String name = name();
    threads.add(thread(factory, name + "-reader", this::keepConnected));
    threads.add(thread(factory, name + "-writer", this::keepWriting));
    if (config.sentinels() != null) {
      threads.add(thread(factory, name + "-watch", watch::run));
    }
    threads.forEach(Thread::start);
  }

  /** Has {@link Conversation#write} called soon. */
  void wake() {
    lock.lock();
    try {
      if (!woken) {
        woken = true;
        turn.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Closes the connection and waits for the threads, but not for long. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      turn.signal();
      if (link != null) {
        link.abort(new JedisConnectionException("stopped"));
      }
    } finally {
      lock.unlock();
    }
    watch.stop();
    long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
    for (Thread thread : threads) {
      thread.interrupt();
      joinUntil(thread, deadline);
    }
    health.stopped(part);
  }

  private void keepConnected() {
    try {
      while (true) {
        RedisLink next = new RedisLink(config, name());
        if (!adopt(next)) {
          return;
        }
        long since = System.nanoTime();
        use(next);
        if (System.nanoTime() - since > config.reconnectMax().toNanos()) {
          backoff.reset();
        }
        TimeUnit.MILLISECONDS.sleep(backoff.next().toMillis());
      }
    } catch (InterruptedException e) {
      // Stopped, by us or by the container.
    }
  }

  /** Everything that can go wrong with a connection ends in the next attempt. */
  private void use(RedisLink current) {
    try {
      current.open();
      health.connected(part);
      conversation.opened(current);
      offer(current);
      while (true) {
        conversation.read(current);
      }
    } catch (RuntimeException | Error e) {
      current.abort(e);
    } finally {
      current.abort(new JedisConnectionException("stopped"));
      offer(null);
      closed();
    }
    tell(current);
  }

  private void closed() {
    try {
      conversation.closed();
    } catch (RuntimeException e) {
      LOG.log(ERROR, "Clearing up after a connection to Redis failed", e);
    }
  }

  private void tell(RedisLink ended) {
    boolean expected;
    lock.lock();
    try {
      expected = stopped;
    } finally {
      lock.unlock();
    }
    Throwable cause = ended.cause();
    if (!expected && cause != null) {
      health.away(part, RedisHealth.reason(cause));
    }
  }

  private void keepWriting() {
    try {
      long nanos = 0;
      while (true) {
        RedisLink current = awaitTurn(nanos);
        if (current == null) {
          return;
        }
        try {
          nanos = conversation.write(current);
        } catch (RuntimeException | Error e) {
          current.abort(e);
          withdraw(current);
        }
      }
    } catch (InterruptedException e) {
      // Stopped, by us or by the container.
    }
  }

  /** The connection to write to, when woken or after so many nanoseconds; null when stopped. */
  private @Nullable RedisLink awaitTurn(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!stopped && (open == null || (!woken && left > 0))) {
        if (open == null) {
          turn.await();
          left = 0;
        } else {
          left = turn.awaitNanos(left);
        }
      }
      woken = false;
      return stopped ? null : open;
    } finally {
      lock.unlock();
    }
  }

  /** The connection in use. */
  private @Nullable RedisLink open() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  /** Whether to go on with a connection; not after stop(). */
  private boolean adopt(RedisLink next) {
    lock.lock();
    try {
      link = next;
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  private void offer(@Nullable RedisLink current) {
    lock.lock();
    try {
      open = current;
      turn.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more is written to a connection that failed; the reading thread will notice, too. */
  private void withdraw(RedisLink failed) {
    lock.lock();
    try {
      if (open == failed) {
        open = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private String name() {
    return "wsgateway-redis-" + part.name().toLowerCase(Locale.ROOT);
  }

  private static Thread thread(ThreadFactory factory, String name, Runnable work) {
    Thread thread = factory.newThread(work);
    thread.setName(name);
    thread.setDaemon(true);
    return thread;
  }

  private static void joinUntil(Thread thread, long deadline) {
    try {
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (millis > 0 && thread != Thread.currentThread()) {
        thread.join(millis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
