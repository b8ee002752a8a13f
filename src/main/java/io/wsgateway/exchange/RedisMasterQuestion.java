package io.wsgateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.config.RedisSentinels;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Asks sentinels where the master is, one after the other, each over a connection of its own. Used
 * once, by one thread.
 *
 * <p>Each question begins with another sentinel, by chance: one that has lost touch with the others
 * names an old master, and must not be believed for ever.
 */
final class RedisMasterQuestion {
  private final RedisSentinels sentinels;
  private final Dialer dialer;
  private final List<String> failures = new ArrayList<>();

  /**
   * What sentinels agreed on.
   *
   * @param epoch grows each time that they agree on another master
   */
  record Master(HostAndPort server, long epoch) {}

  /** Opens sockets whose reads time out. */
  interface Dialer {
    JedisSocketFactory to(HostAndPort server);
  }

  RedisMasterQuestion(RedisSentinels sentinels, Dialer dialer) {
    this.sentinels = sentinels;
    this.dialer = dialer;
  }

  /**
   * Where the master is.
   *
   * @throws JedisConnectionException if no sentinel says so, with what each of them did
   */
  Master ask() {
    List<URI> servers = new ArrayList<>(sentinels.servers());
    Collections.shuffle(servers);
    for (URI server : servers) {
      HostAndPort sentinel = new HostAndPort(server.getHost(), server.getPort());
      try (Connection connection = connect(sentinel)) {
        Master master = master(connection.executeCommand(question()));
        if (master != null) {
          return master;
        }
        failures.add(sentinel + " does not know it");
      } catch (JedisException e) {
        failures.add(sentinel + " " + RedisHealth.reason(e));
      }
    }
    throw new JedisConnectionException(
        "no sentinel says where the master '"
            + sentinels.master()
            + "' is: "
            + String.join(", ", failures));
  }

  private Connection connect(HostAndPort sentinel) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .protocol(null)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    if (!sentinels.password().isEmpty()) {
      config.password(sentinels.password());
    }
    return new Connection(dialer.to(sentinel), config.build());
  }

  private CommandArguments question() {
    return new CommandArguments(Command.SENTINEL).add("MASTER").add(sentinels.master());
  }

  /** Reads names and values, one after the other. */
  private static @Nullable Master master(@Nullable Object reply) {
    Map<String, String> told = new HashMap<>();
    if (reply instanceof List<?> parts) {
      for (int i = 0; i + 1 < parts.size(); i += 2) {
        told.put(text(parts.get(i)), text(parts.get(i + 1)));
      }
    }
    String host = told.get("ip");
    try {
      int port = Integer.parseInt(told.getOrDefault("port", ""));
      long epoch = Long.parseLong(told.getOrDefault("config-epoch", "0"));
      return host == null ? null : new Master(new HostAndPort(host, port), epoch);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String text(@Nullable Object part) {
    return part instanceof byte[] bytes ? new String(bytes, UTF_8) : "";
  }
}
