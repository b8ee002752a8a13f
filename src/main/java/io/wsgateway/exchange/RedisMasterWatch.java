package io.wsgateway.exchange;

import io.wsgateway.config.RedisConfig;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Ends a connection whose master the sentinels have replaced. They cut it themselves only when they
 * get hold of the old master, which takes ten or twenty seconds if all is well, and as long as a
 * network is split if it is not; until then the old one takes what the new one will not have.
 *
 * <p>Asks one sentinel in each ping interval. One that knows an older master than the connection's
 * is not believed.
 */
final class RedisMasterWatch {
  private final RedisConfig config;
  private final Supplier<@Nullable RedisLink> watched;
  private boolean stopped;
  private @Nullable RedisDialer asking;

  /** For the connection that the supplier has, if it has any. */
  RedisMasterWatch(RedisConfig config, Supplier<@Nullable RedisLink> watched) {
    this.config = config;
    this.watched = watched;
  }

  /** The work of a thread, until it is interrupted or {@link #stop}. */
  void run() {
    try {
      RedisDialer dialer = begin();
      while (dialer != null) {
        TimeUnit.MILLISECONDS.sleep(config.pingInterval().toMillis());
        look(dialer);
        dialer = begin();
      }
    } catch (InterruptedException e) {
      // Stopped, by us or by the container.
    }
  }

  /** Ends what waits for an answer. */
  synchronized void stop() {
    stopped = true;
    if (asking != null) {
      asking.abort();
    }
  }

  private synchronized @Nullable RedisDialer begin() {
    asking = stopped ? null : new RedisDialer(config);
    return asking;
  }

  private void look(RedisDialer dialer) {
    RedisLink link = watched.get();
    if (link == null) {
      return;
    }
    try {
      RedisMasterQuestion.Master master = dialer.master();
      if (link.isSurpassedBy(master)) {
        link.abort(new JedisConnectionException(master.server() + " is the master now"));
      }
    } catch (JedisException e) {
      // Sentinels may be away as long as the master serves.
    }
  }
}
