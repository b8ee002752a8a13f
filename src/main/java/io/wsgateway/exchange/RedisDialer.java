package io.wsgateway.exchange;

import io.wsgateway.config.RedisConfig;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Opens the socket of one connection to Redis, once: Jedis would otherwise connect anew, without
 * logging in, when it finds its socket closed. {@link #abort} may be called by any thread and ends
 * whatever waits on the socket.
 */
final class RedisDialer implements JedisSocketFactory {
  private final RedisConfig config;
  private final BrokerDialer dialer;

  RedisDialer(RedisConfig config) {
    this.config = config;
    URI uri = config.uri();
    boolean tls = uri.getScheme().equals("rediss");
    dialer = new BrokerDialer(uri.getHost(), uri.getPort(), tls, config.timeout());
  }

  @Override
  public Socket createSocket() {
    try {
      return dialer.open();
    } catch (IOException e) {
      throw new JedisConnectionException("Cannot connect to " + config.address(), e);
    }
  }

  /** Closes the socket for good; what was not sent is discarded. */
  void abort() {
    dialer.abort();
  }
}
