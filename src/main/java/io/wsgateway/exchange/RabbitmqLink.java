package io.wsgateway.exchange;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Address;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MissedHeartbeatException;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import com.rabbitmq.client.impl.SocketFrameHandler;
import io.wsgateway.config.RabbitmqConfig;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to RabbitMQ, from its opening to its end; it does not reconnect. One thread opens,
 * uses and closes it; {@link #abort} may be called by any thread. What RabbitMQ says is worked on
 * by the one thread of the client library that reads.
 */
final class RabbitmqLink {
  private final RabbitmqConfig config;
  private final String name;
  private final BrokerDialer dialer;
  private final BrokerThreads threads;
  private @Nullable Connection connection;
  private volatile boolean closing;
  private volatile @Nullable Throwable cause;

  /** Not yet open. The name is what an administrator sees in RabbitMQ's list of connections. */
  RabbitmqLink(RabbitmqConfig config, String name, ThreadFactory factory) {
    this.config = config;
    this.name = name;
    threads = new BrokerThreads(name + "-io", factory);
    dialer =
        new BrokerDialer(config.uri().getHost(), config.port(), config.tls(), config.timeout());
  }

  /**
   * Connects and logs in.
   *
   * @param ended called by any thread when the connection has ended
   */
  void open(Runnable ended) throws IOException, TimeoutException {
    Address address = new Address(config.uri().getHost(), config.port());
    Connection opened = factory().newConnection(new InlineExecutor(), List.of(address), name);
    connection = opened;
    opened.addShutdownListener(
        signal -> {
          ended(signal);
          ended.run();
        });
  }

  /** A channel whose failure is that of the connection. */
  Channel channel() throws IOException {
    Channel channel = connection().createChannel();
    channel.addShutdownListener(this::ended);
    return channel;
  }

  /** The connection, once it is open. */
  Connection connection() {
    if (connection == null) {
      throw new IllegalStateException("The connection is not open yet");
    }
    return connection;
  }

  /** Whether it can be used. */
  boolean isOpen() {
    return cause == null && connection().isOpen();
  }

  /** Ends the connection at once, and whatever waits on it. The first cause is kept. */
  void abort(Throwable why) {
    if (cause == null) {
      cause = why;
    }
    dialer.abort();
  }

  /** Ends it in order, if it is still open; RabbitMQ has the usual time to agree. */
  void close() {
    if (cause == null && connection != null) {
      closing = true;
      connection.abort((int) config.timeout().toMillis());
    }
    dialer.abort();
  }

  private void ended(ShutdownSignalException signal) {
    if (!closing) {
      abort(signal);
    }
  }

  /** Waits for the client library's threads until that nanosecond; to be called after the end. */
  void awaitEnd(long deadline) {
    threads.awaitEnd(deadline);
  }

  /** Why it ended, in a few words; null if we ended it. */
  @Nullable String reason() {
    return cause == null ? null : reason(cause);
  }

  private static String reason(Throwable why) {
    if (why instanceof ShutdownSignalException signal) {
      if (signal.getReason() instanceof AMQP.Connection.Close close) {
        return close.getReplyText();
      }
      if (signal.getReason() instanceof AMQP.Channel.Close close) {
        return close.getReplyText();
      }
    }
    for (Throwable cause = why; cause != null; cause = cause.getCause()) {
      if (cause != why && cause instanceof ShutdownSignalException) {
        return reason(cause);
      }
      if (cause instanceof MissedHeartbeatException) {
        return "no sign of life";
      }
    }
    return BrokerHealth.rootOf(why);
  }

  private ConnectionFactory factory() {
    int timeout = (int) config.timeout().toMillis();
    ConnectionFactory factory = new Factory();
    factory.setUsername(config.user());
    factory.setPassword(config.password());
    factory.setVirtualHost(config.virtualHost());
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setRequestedHeartbeat((int) config.heartbeat().toSeconds());
    // The library waits half of it for each step; a broker that has just started takes its time.
    factory.setHandshakeTimeout(4 * timeout);
    factory.setChannelRpcTimeout(2 * timeout);
    // So that answers that nobody waits for, see RabbitmqSubscriber, are not taken for others.
    factory.setChannelShouldCheckRpcResponseType(true);
    factory.setThreadFactory(threads);
    factory.setExceptionHandler(new RabbitmqErrors());
    return factory;
  }

  /**
   * Opens sockets our way. The library would flush a socket before it closes it, and wait for ever
   * if the other end takes nothing more.
   */
  private final class Factory extends ConnectionFactory {
    @Override
    protected synchronized FrameHandlerFactory createFrameHandlerFactory() {
      return (address, connectionName) ->
          new SocketFrameHandler(dialer.open(), null, Integer.MAX_VALUE) {
            @Override
            public void close() {
              dialer.abort();
            }
          };
    }
  }
}
