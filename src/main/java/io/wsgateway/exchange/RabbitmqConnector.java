package io.wsgateway.exchange;

import static java.lang.System.Logger.Level.ERROR;

import io.wsgateway.config.RabbitmqConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection to RabbitMQ, connecting again after each failure. One thread connects, works
 * and clears up. Used once: from {@link #start} to {@link #stop}, which any thread may call, like
 * {@link #wake}.
 */
final class RabbitmqConnector {
  private static final System.Logger LOG = System.getLogger(RabbitmqConnector.class.getName());

  /** How long stopping waits for the connection to end in order, and then for threads. */
  private static final Duration ORDERLY = Duration.ofMillis(700);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

  private final Part part;
  private final RabbitmqConfig config;
  private final BrokerHealth health;
  private final Conversation conversation;
  private final Backoff backoff;
  private final BrokerThreads keeper;
  private final ThreadFactory factory;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition turn = lock.newCondition();
  private boolean stopped;
  // The connection in the making or in use, which stop() ends.
  private @Nullable RabbitmqLink link;
  private boolean woken;

  /** What RabbitMQ is used for. */
  enum Part {
    SUBSCRIBER,
    PUBLISHER
  }

  /** What is said over the connection. All is called by one thread. */
  interface Conversation {
    /** A new connection is there. */
    void opened(RabbitmqLink link) throws IOException, TimeoutException;

    /**
     * Does what is pending; called after each {@link RabbitmqConnector#wake}.
     *
     * @return after how many nanoseconds to be called without being woken
     * @throws IOException if the connection is of no use any more
     */
    long work(RabbitmqLink link) throws IOException;

    /**
     * The connection is gone, or is about to be ended; called also after an attempt that failed.
     */
    void closed();
  }

  RabbitmqConnector(
      Part part,
      RabbitmqConfig config,
      BrokerHealth health,
      ThreadFactory factory,
      Conversation conversation) {
    this.part = part;
    this.config = config;
    this.health = health;
    this.factory = factory;
    this.conversation = conversation;
    backoff = new Backoff(config.reconnectMax());
    keeper = new BrokerThreads(name(), factory);
  }

  /** Starts to connect, and returns at once. */
  void start() {
    keeper.newThread(this::keepConnected).start();
  }

  /** Has {@link Conversation#work} called soon. */
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
    RabbitmqLink last;
    lock.lock();
    try {
      stopped = true;
      last = link;
      turn.signal();
    } finally {
      lock.unlock();
    }
    keeper.awaitEnd(System.nanoTime() + ORDERLY.toNanos());
    if (last != null) {
      last.abort(new IOException("stopped"));
      long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
      keeper.awaitEnd(deadline);
      last.awaitEnd(deadline);
    }
    health.stopped(part);
  }

  private void keepConnected() {
    try {
      RabbitmqLink next = new RabbitmqLink(config, name(), factory);
      while (adopt(next)) {
        long since = System.nanoTime();
        use(next);
        if (System.nanoTime() - since > config.reconnectMax().toNanos()) {
          backoff.reset();
        }
        pause(backoff.next());
        next = new RabbitmqLink(config, name(), factory);
      }
    } catch (InterruptedException e) {
      // Stopped by the container.
    }
  }

  /** Everything that can go wrong with a connection ends in the next attempt. */
  private void use(RabbitmqLink current) throws InterruptedException {
    try {
      current.open(this::wake);
      health.connected(part);
      conversation.opened(current);
      long nanos = 0;
      while (awaitTurn(current, nanos)) {
        nanos = conversation.work(current);
      }
    } catch (IOException | TimeoutException | RuntimeException | Error e) {
      current.abort(e);
    } finally {
      closed();
      current.close();
    }
    tell(current);
  }

  private void closed() {
    try {
      conversation.closed();
    } catch (RuntimeException e) {
      LOG.log(ERROR, "Clearing up after a connection to RabbitMQ failed", e);
    }
  }

  private void tell(RabbitmqLink ended) {
    boolean expected;
    lock.lock();
    try {
      expected = stopped;
    } finally {
      lock.unlock();
    }
    String reason = ended.reason();
    if (!expected && reason != null) {
      health.away(part, reason);
    }
  }

  /** Waits to be woken, or for so many nanoseconds; false when there is nothing more to do. */
  private boolean awaitTurn(RabbitmqLink current, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!stopped && current.isOpen() && !woken && left > 0) {
        left = turn.awaitNanos(left);
      }
      woken = false;
      return !stopped && current.isOpen();
    } finally {
      lock.unlock();
    }
  }

  private void pause(Duration length) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = length.toNanos();
      while (!stopped && left > 0) {
        left = turn.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether to go on with a connection; not after stop(). */
  private boolean adopt(RabbitmqLink next) {
    lock.lock();
    try {
      if (!stopped) {
        link = next;
      }
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  private String name() {
    return "wsgateway-rabbitmq-" + part.name().toLowerCase(Locale.ROOT);
  }
}
