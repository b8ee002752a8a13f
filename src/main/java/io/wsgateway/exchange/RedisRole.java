package io.wsgateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Tells whether a Redis is a master, or a replica, where nothing can be written. */
final class RedisRole {
  private static final String REPLICA = "it is a replica and not the master";

  private RedisRole() {}

  /** Asks for the role: not by ROLE, which careful administrators allow to nobody. */
  static CommandArguments question() {
    return new CommandArguments(Command.HELLO).add("2");
  }

  /**
   * Looks at the answer; one without a role, of a Redis before 6, is no reason to leave.
   *
   * @throws JedisConnectionException if it is a replica
   */
  static void check(@Nullable Object answer) {
    if (answer instanceof List<?> pairs) {
      for (int i = 0; i + 1 < pairs.size(); i += 2) {
        if (text(pairs.get(i)).equals("role") && !text(pairs.get(i + 1)).equals("master")) {
          throw new JedisConnectionException(REPLICA);
        }
      }
    }
  }

  /** Whether a command was refused because this is a replica; scripts say so in other words. */
  static boolean isRefusalOfReplica(@Nullable Object answer) {
    return answer instanceof JedisDataException refusal
        && refusal.getMessage() != null
        && refusal.getMessage().contains("READONLY You can't write against a read only");
  }

  /** The end of a connection on which that was the answer. */
  static JedisConnectionException replica() {
    return new JedisConnectionException(REPLICA);
  }

  private static String text(@Nullable Object part) {
    return part instanceof byte[] bytes ? new String(bytes, UTF_8) : "";
  }
}
