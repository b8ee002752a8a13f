package io.wsgateway.exchange;

import static java.lang.System.Logger.Level.ERROR;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import io.wsgateway.config.RabbitmqConfig;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.SparingLog;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The connection that receives: a queue of this node's own, which goes when the connection goes,
 * and bindings to it, which are what {@link Subscriptions} has pending, many at once. The bindings
 * have a channel of their own, so that they do not wait for deliveries.
 *
 * <p>No time-out applies to them: on a line full of deliveries their confirmation comes late. That
 * the line is dead is told by heartbeats.
 */
final class RabbitmqSubscriber implements RabbitmqConnector.Conversation {
  private static final SparingLog LOG = SparingLog.of(RabbitmqSubscriber.class);

  /** Bindings between two confirmations. */
  private static final int MAX_KEYS = 1_024;

  private static final int MAX_LENGTH = 64 << 10;

  private final RabbitmqConfig config;
  private final BrokerHealth health;
  private final List<String> ownKeys;
  private final Subscriptions subscriptions;
  private final Exchange.Receiver receiver;
  private final RabbitmqConnector connector;
  private volatile boolean ready;
  private volatile @Nullable RabbitmqLink current;
  private final RabbitmqEcho echo = new RabbitmqEcho(System::nanoTime);
  // Of the connector's thread.
  private @Nullable Bindings bindings;
  private @Nullable Batch unconfirmed;
  // Of the keys that were wanted when the connection was made; they come before any others.
  private int unrestored;

  /** Where changes of bindings go. */
  private record Bindings(Channel channel, String queue) {}

  /** Changes that were sent, and whether RabbitMQ has said that they have been made. */
  private record Batch(Subscriptions.Change change, AtomicBoolean confirmed) {}

  RabbitmqSubscriber(
      RabbitmqConfig config,
      BrokerHealth health,
      List<String> ownKeys,
      Subscriptions subscriptions,
      Exchange.Receiver receiver,
      ThreadFactory threads) {
    this.config = config;
    this.health = health;
    this.ownKeys = List.copyOf(ownKeys);
    this.subscriptions = subscriptions;
    this.receiver = receiver;
    connector =
        new RabbitmqConnector(RabbitmqConnector.Part.SUBSCRIBER, config, health, threads, this);
  }

  void start() {
    connector.start();
  }

  void stop() {
    connector.stop();
  }

  /** Something is pending in the subscriptions. */
  void changed() {
    connector.wake();
  }

  /** Whether all is bound that was wanted when the connection was made, and since. */
  boolean ready() {
    return ready;
  }

  /** What goes to every node did not come to this one: RabbitMQ no longer has the bindings. */
  void missed() {
    RabbitmqLink link = current;
    if (ready && link != null) {
      link.abort(new IOException("this node's bindings were deleted"));
    }
  }

  /** What was given to RabbitMQ at that nanosecond for every node is to come to this one, too. */
  void expectEcho(long sent) {
    echo.expected(sent);
  }

  @Override
  public void opened(RabbitmqLink link) throws IOException {
    Channel receiving = link.channel();
    receiving.exchangeDeclare(config.exchange(), BuiltinExchangeType.DIRECT, true);
    Map<String, Object> limit = Map.of("x-max-length-bytes", config.maxQueueSize());
    String queue = receiving.queueDeclare("", false, true, true, limit).getQueue();
    for (String key : ownKeys) {
      receiving.queueBind(queue, config.exchange(), key);
    }
    receiving.basicConsume(queue, true, new Inbox(link, receiving));
    echo.begin();
    bindings = new Bindings(link.channel(), queue);
    current = link;
    unrestored = subscriptions.connected();
  }

  @Override
  public long work(RabbitmqLink link) throws IOException {
    if (echo.isLost()) {
      throw new IOException("nothing comes back; this node's bindings were deleted");
    }
    if (unconfirmed != null && unconfirmed.confirmed().get()) {
      unconfirmed.change().channels().forEach(subscriptions::confirmed);
      if (unconfirmed.change().subscribe()) {
        unrestored -= unconfirmed.change().channels().size();
      }
      unconfirmed = null;
    }
    if (unconfirmed == null && bindings != null) {
      Subscriptions.Change change = subscriptions.next(MAX_KEYS, MAX_LENGTH);
      if (change != null) {
        unconfirmed = tell(bindings, change);
      }
      if (!ready && (change == null || unrestored <= 0)) {
        ready = true;
        health.up(RabbitmqConnector.Part.SUBSCRIBER);
      }
    }
    subscriptions.giveUpWaiting();
    long limit = config.timeout().toNanos();
    return unconfirmed == null ? subscriptions.nanosUntilDue(limit) : limit;
  }

  /**
   * Sends changes without waiting for an answer to each, and behind them a question whose answer
   * says that they have been made.
   */
  private Batch tell(Bindings to, Subscriptions.Change change) throws IOException {
    for (String key : change.channels()) {
      if (change.subscribe()) {
        to.channel().queueBindNoWait(to.queue(), config.exchange(), key, Map.of());
      } else {
        // AMQP has no unbinding without an answer; nobody waits for it.
        to.channel()
            .asyncRpc(
                new AMQP.Queue.Unbind.Builder()
                    .queue(to.queue())
                    .exchange(config.exchange())
                    .routingKey(key)
                    .build());
      }
    }
    AMQP.Exchange.Declare question =
        new AMQP.Exchange.Declare.Builder().exchange(config.exchange()).passive().build();
    AtomicBoolean confirmed = new AtomicBoolean();
    CompletableFuture<Void> unused =
        to.channel()
            .asyncCompletableRpc(question)
            .thenRun(
                () -> {
                  confirmed.set(true);
                  connector.wake();
                });
    return new Batch(change, confirmed);
  }

  @Override
  public void closed() {
    ready = false;
    current = null;
    bindings = null;
    unconfirmed = null;
    subscriptions.disconnected();
  }

  private void received(String key, byte[] payload) {
    echo.heard();
    if (!ownKeys.contains(key) && !subscriptions.wants(key)) {
      return;
    }
    try {
      receiver.receive(payload);
    } catch (RuntimeException e) {
      LOG.log(ERROR, "A message from another node could not be taken", e);
    }
  }

  /** Called by the thread that reads. */
  private final class Inbox extends DefaultConsumer {
    private final RabbitmqLink link;

    Inbox(RabbitmqLink link, Channel channel) {
      super(channel);
      this.link = link;
    }

    @Override
    public void handleDelivery(
        String tag,
        com.rabbitmq.client.Envelope envelope,
        AMQP.BasicProperties properties,
        byte[] body) {
      received(envelope.getRoutingKey(), body);
    }

    @Override
    public void handleCancel(String tag) {
      link.abort(new IOException("this node's queue was deleted"));
    }
  }
}
