package io.wsgateway.exchange;

import io.wsgateway.config.RedisConfig;
import java.net.SocketTimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * One connection to Redis, from its opening to its end; it does not reconnect. One thread may write
 * while one other reads; {@link #abort} may be called by any thread.
 */
final class RedisLink extends Connection {
  private final RedisDialer dialer;
  private final int timeoutMillis;
  private final boolean masterOnly;
  // Of the reading thread.
  private @Nullable BooleanSupplier silenceTooLong;
  private volatile @Nullable Throwable cause;

  /** Not yet open. The name is what an administrator sees in Redis' list of clients. */
  RedisLink(RedisConfig config, String name) {
    this(config, name, new RedisDialer(config));
  }

  private RedisLink(RedisConfig config, String name, RedisDialer dialer) {
    super(builder().socketFactory(dialer).clientConfig(clientConfig(config, name)));
    this.dialer = dialer;
    timeoutMillis = (int) config.timeout().toMillis();
    masterOnly = config.sentinels() != null;
  }

  /** Fails if the URI's user, password or database cannot be understood. */
  static JedisClientConfig clientConfig(RedisConfig config, String name) {
    return DefaultJedisClientConfig.builder(config.uri())
        .protocol(null)
        .clientName(name)
        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
        .build();
  }

  /** Connects, logs in, chooses the database, and hears Redis answer, as the master if it must. */
  void open() {
    initializeFromClientConfig();
    ping();
    if (masterOnly) {
      write(RedisRole.question());
      flush();
      RedisRole.check(read());
    }
  }

  /** Whether it leads elsewhere than to that master, which was chosen later than its own. */
  boolean isSurpassedBy(RedisMasterQuestion.Master later) {
    RedisMasterQuestion.Master own = dialer.reached();
    return own != null && later.epoch() > own.epoch() && !later.server().equals(own.server());
  }

  /** Writes a command, which leaves with the next {@link #flush} or before. */
  void write(CommandArguments command) {
    sendCommand(command);
  }

  @Override
  public void flush() {
    super.flush();
  }

  /**
   * From now on, silence between answers fails the connection only if that says so; it is asked
   * several times within the time-out.
   */
  void expectSilence(BooleanSupplier tooLong) {
    silenceTooLong = tooLong;
  }

  /** Waits for the next answer; one that tells of an error is returned like others. */
  @Nullable Object read() {
    try {
      return getUnflushedObject();
    } catch (JedisDataException e) {
      return e;
    }
  }

  @Override
  protected Object protocolRead(RedisInputStream in) {
    BooleanSupplier tooLong = silenceTooLong;
    if (tooLong != null) {
      setSoTimeout(timeoutMillis / 4);
      awaitFirstByte(in, tooLong);
      setSoTimeout(timeoutMillis);
    }
    return super.protocolRead(in);
  }

  private static void awaitFirstByte(RedisInputStream in, BooleanSupplier tooLong) {
    while (true) {
      try {
        in.peek((byte) 0);
        return;
      } catch (JedisConnectionException e) {
        if (!(e.getCause() instanceof SocketTimeoutException) || tooLong.getAsBoolean()) {
          throw e;
        }
      }
    }
  }

  /** Ends the connection at once, and whatever waits on it. The first cause is kept. */
  void abort(Throwable why) {
    if (cause == null) {
      cause = why;
    }
    dialer.abort();
  }

  /** Why it ended. */
  @Nullable Throwable cause() {
    return cause;
  }
}
