package io.wsgateway.exchange;

import io.wsgateway.config.RedisConfig;
import io.wsgateway.config.RedisSentinels;
import io.wsgateway.exchange.RedisMasterQuestion.Master;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Opens the socket of one connection to Redis, once: Jedis would otherwise connect anew, without
 * logging in, when it finds its socket closed. Where there are sentinels, it asks them first where
 * to. {@link #abort} may be called by any thread and ends whatever waits on a socket.
 */
final class RedisDialer implements JedisSocketFactory {
  private final RedisConfig config;
  private boolean ended;
  private @Nullable BrokerDialer dialing;
  private volatile @Nullable Master reached;

  RedisDialer(RedisConfig config) {
    this.config = config;
  }

  @Override
  public Socket createSocket() {
    if (reached != null) {
      throw new JedisConnectionException("The connection is closed");
    }
    Master target = master();
    Socket open = open(target.server());
    reached = target;
    return open;
  }

  /** What the connection leads to; null until it is there. */
  @Nullable Master reached() {
    return reached;
  }

  /** What a connection has to lead to: what a sentinel says, or the only Redis there is. */
  Master master() {
    RedisSentinels sentinels = config.sentinels();
    return sentinels == null
        ? new Master(new HostAndPort(config.uri().getHost(), config.uri().getPort()), 0)
        : new RedisMasterQuestion(sentinels, sentinel -> () -> open(sentinel)).ask();
  }

  /** Closes the socket for good; what was not sent is discarded. */
  synchronized void abort() {
    ended = true;
    if (dialing != null) {
      dialing.abort();
    }
  }

  private Socket open(HostAndPort server) {
    try {
      return dialer(server).open();
    } catch (IOException e) {
      throw new JedisConnectionException("Cannot connect to " + server, e);
    }
  }

  /** One that {@link #abort} knows before anything waits on it. */
  private synchronized BrokerDialer dialer(HostAndPort server) throws IOException {
    if (ended) {
      throw new SocketException("The connection is closed");
    }
    dialing =
        new BrokerDialer(server.getHost(), server.getPort(), config.isTls(), config.timeout());
    return dialing;
  }
}
