package io.wsgateway.server;

import io.wsgateway.client.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A master, a replica of it, and three sentinels that put the replica in the master's place half a
 * second after that has gone. All want passwords.
 */
public final class RedisSentinels implements AutoCloseable {
  public static final String PASSWORD = "of-the-sentinels";

  private static final String NAME = "main";
  private static final String REDIS_PASSWORD = "of-redis";

  private final RedisProcess master;
  private final RedisProcess replica;
  private final List<Sentinel> sentinels = new ArrayList<>();

  private record Sentinel(int port, ChildProcess process) {}

  private RedisSentinels() {
    master = RedisProcess.start(REDIS_PASSWORD, List.of("--masterauth", REDIS_PASSWORD));
    replica =
        RedisProcess.start(
            REDIS_PASSWORD,
            List.of(
                "--masterauth",
                REDIS_PASSWORD,
                "--replicaof",
                "127.0.0.1",
                String.valueOf(master.port())));
  }

  /** Returns when the sentinels know each other and the replica. */
  public static RedisSentinels start() {
    RedisSentinels all = new RedisSentinels();
    for (int i = 0; i < 3; i++) {
      all.launchSentinel();
    }
    for (Sentinel sentinel : all.sentinels) {
      Eventually.await("a sentinel knows all", () -> all.ask(sentinel, RedisSentinels::knowsAll));
    }
    return all;
  }

  /** What the gateway needs, without the password for the sentinels themselves. */
  public URI uri() {
    return URI.create(
        sentinels.stream()
            .map(sentinel -> "127.0.0.1:" + sentinel.port())
            .collect(
                Collectors.joining(",", "redis+sentinel://:" + REDIS_PASSWORD + "@", "/" + NAME)));
  }

  /** What was the master at the start. */
  public RedisProcess master() {
    return master;
  }

  /** What was the replica at the start. */
  public RedisProcess replica() {
    return replica;
  }

  /** Ends one sentinel; the others remain the majority. */
  public void killOneSentinel() {
    sentinels.get(0).process().kill();
  }

  /** Has master and replica change places, while both are there. */
  public void failOver() {
    Sentinel last = sentinels.get(sentinels.size() - 1);
    Eventually.await("a sentinel begins", () -> ask(last, RedisSentinels::beginFailover));
  }

  private static boolean beginFailover(Jedis sentinel) {
    try {
      return sentinel.sentinelFailover(NAME).equals("OK");
    } catch (JedisDataException notYet) {
      return false;
    }
  }

  private static boolean knowsAll(Jedis sentinel) {
    Map<String, String> state = sentinel.sentinelMaster(NAME);
    return state.get("num-slaves").equals("1")
        && state.get("num-other-sentinels").equals("2")
        && sentinel.sentinelReplicas(NAME).get(0).get("master-link-status").equals("ok");
  }

  private <T> T ask(Sentinel sentinel, Function<Jedis, T> question) {
    try (Jedis jedis = new Jedis("127.0.0.1", sentinel.port())) {
      jedis.auth(PASSWORD);
      return question.apply(jedis);
    }
  }

  private void launchSentinel() {
    int port = Ports.free();
    Path file = Path.of("target/servers/sentinel-" + port + ".conf");
    try {
      Files.writeString(
          file,
          String.join(
              "\n",
              "port " + port,
              "bind 127.0.0.1",
              "requirepass " + PASSWORD,
              "sentinel monitor " + NAME + " 127.0.0.1 " + master.port() + " 2",
              "sentinel auth-pass " + NAME + " " + REDIS_PASSWORD,
              "sentinel down-after-milliseconds " + NAME + " 2000",
              "sentinel failover-timeout " + NAME + " 3000",
              ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ChildProcess process =
        ChildProcess.start(
            Path.of("target/servers/sentinel-" + port + ".log"),
            List.of(RedisProcess.EXECUTABLE, file.toString(), "--sentinel"));
    Ports.await("A sentinel", port, process);
    sentinels.add(new Sentinel(port, process));
  }

  @Override
  public void close() {
    sentinels.forEach(sentinel -> sentinel.process().kill());
    replica.close();
    master.close();
  }
}
