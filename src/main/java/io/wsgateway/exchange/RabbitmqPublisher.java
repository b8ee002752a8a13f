package io.wsgateway.exchange;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import io.wsgateway.config.RabbitmqConfig;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection that publishes: messages leave in the order in which they are given, without
 * waiting for confirmations. Any thread may give messages; it never waits. One thread writes, since
 * RabbitMQ may stop reading, and another watches it.
 *
 * <p>When the connection fails, or RabbitMQ says that it takes nothing for now, whatever is not
 * confirmed is lost: what RabbitMQ made of it is not known, or it was not sent. Nothing is kept, so
 * that nothing arrives late or twice.
 */
final class RabbitmqPublisher implements RabbitmqConnector.Conversation {
  private static final AMQP.BasicProperties PLAIN = new AMQP.BasicProperties();

  private final RabbitmqConfig config;
  private final BrokerHealth health;
  private final RabbitmqConnector connector;
  private final BrokerThreads writer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition writable = lock.newCondition();
  private final Condition drained = lock.newCondition();
  private final RabbitmqBacklog backlog;
  private @Nullable Line line;
  private boolean blocked;
  private boolean stopped;

  /** What is published over; one that has ended has no say any more. */
  private record Line(RabbitmqLink link, Channel channel) {}

  /** A message, and where to write it. */
  private record Turn(Line line, RabbitmqBacklog.Numbered next) {}

  RabbitmqPublisher(RabbitmqConfig config, BrokerHealth health, ThreadFactory threads) {
    this.config = config;
    this.health = health;
    backlog = new RabbitmqBacklog(config.maxPending(), config.maxPendingSize(), System::nanoTime);
    connector =
        new RabbitmqConnector(RabbitmqConnector.Part.PUBLISHER, config, health, threads, this);
    writer = new BrokerThreads("wsgateway-rabbitmq-writer", threads);
  }

  void start() {
    connector.start();
    writer.newThread(this::keepWriting).start();
  }

  /**
   * Waits until all is confirmed, if there is a connection, but for no longer than that; then ends.
   */
  void stop(long patienceNanos) {
    lock.lock();
    try {
      long left = patienceNanos;
      while (takes() && left > 0 && !backlog.isEmpty()) {
        left = drained.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped = true;
      writable.signalAll();
      lock.unlock();
    }
    connector.stop();
    writer.awaitEnd(System.nanoTime() + patienceNanos);
  }

  /** Whether there is a connection, and RabbitMQ takes what is published. */
  boolean isOpen() {
    lock.lock();
    try {
      return takes();
    } finally {
      lock.unlock();
    }
  }

  private boolean takes() {
    return line != null && !blocked;
  }

  /**
   * Gives a message; false if RabbitMQ takes nothing, or as much is pending as may be: then nothing
   * happens.
   */
  boolean send(RabbitmqMessage message) {
    lock.lock();
    try {
      boolean accepted = takes() && backlog.add(message);
      writable.signal();
      return accepted;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void opened(RabbitmqLink link) throws IOException {
    Channel channel = link.channel();
    Line opened = new Line(link, channel);
    channel.exchangeDeclare(config.exchange(), BuiltinExchangeType.DIRECT, true);
    channel.confirmSelect();
    channel.addConfirmListener(
        (number, multiple) -> heard(opened, () -> backlog.confirmed(number, multiple)),
        (number, multiple) -> heard(opened, () -> backlog.refused(number, multiple)));
    channel.addReturnListener(
        returned -> {
          String number = returned.getProperties().getCorrelationId();
          if (number != null) {
            heard(opened, () -> backlog.returned(Long.parseLong(number)));
          }
        });
    link.connection()
        .addBlockedListener(reason -> blocked(opened, reason), () -> unblocked(opened));
    lock.lock();
    try {
      line = opened;
      backlog.renumber();
    } finally {
      lock.unlock();
    }
    health.up(RabbitmqConnector.Part.PUBLISHER);
  }

  private void keepWriting() {
    try {
      for (Turn turn = awaitTurn(); turn != null; turn = awaitTurn()) {
        write(turn);
      }
    } catch (InterruptedException e) {
      // Stopped by the container.
    }
  }

  /** The next message to write, once there is one and it may be; null when stopped. */
  private @Nullable Turn awaitTurn() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!stopped) {
        if (line != null && backlog.hasNext()) {
          return new Turn(line, backlog.next());
        }
        writable.await();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void write(Turn turn) {
    RabbitmqMessage message = turn.next().message();
    boolean mandatory = message.isWatched();
    String number = Long.toString(turn.next().number());
    AMQP.BasicProperties properties =
        mandatory ? PLAIN.builder().correlationId(number).build() : PLAIN;
    try {
      turn.line()
          .channel()
          .basicPublish(config.exchange(), message.key(), mandatory, properties, message.body());
    } catch (IOException | RuntimeException | Error e) {
      turn.line().link().abort(e);
    }
  }

  /** Watches that RabbitMQ confirms. */
  @Override
  public long work(RabbitmqLink link) throws IOException {
    List<RabbitmqBacklog.Settled> lost = List.of();
    long left;
    lock.lock();
    try {
      left = config.timeout().toNanos() - backlog.silence();
      if (left <= 0) {
        if (!backlog.isAllRefused()) {
          throw new IOException("no confirmation");
        }
        lost = backlog.giveUpRefused();
        left = config.timeout().toNanos();
      }
    } finally {
      lock.unlock();
    }
    lost.forEach(RabbitmqBacklog.Settled::tell);
    return left;
  }

  /** RabbitMQ has said something about messages, and there may be room for more. */
  private void heard(Line from, Supplier<List<RabbitmqBacklog.Settled>> change) {
    List<RabbitmqBacklog.Settled> settled;
    lock.lock();
    try {
      if (!from.equals(line)) {
        return;
      }
      settled = change.get();
      writable.signal();
      if (backlog.isEmpty()) {
        drained.signalAll();
      }
    } finally {
      lock.unlock();
    }
    settled.forEach(RabbitmqBacklog.Settled::tell);
  }

  /** RabbitMQ lacks memory or disk, and does not read from who publishes. */
  private void blocked(Line from, String reason) {
    heard(
        from,
        () -> {
          blocked = true;
          return backlog.lost();
        });
    health.away(RabbitmqConnector.Part.PUBLISHER, "it takes no publications: " + reason);
  }

  private void unblocked(Line from) {
    heard(
        from,
        () -> {
          blocked = false;
          return List.of();
        });
    health.up(RabbitmqConnector.Part.PUBLISHER);
  }

  @Override
  public void closed() {
    List<RabbitmqBacklog.Settled> lost;
    lock.lock();
    try {
      line = null;
      blocked = false;
      lost = backlog.lost();
      drained.signalAll();
    } finally {
      lock.unlock();
    }
    lost.forEach(RabbitmqBacklog.Settled::tell);
  }
}
