package io.wsgateway.exchange;

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;

/**
 * How expiring values lie in Redis: each as a string of its own, under the hash of its key, which
 * Redis itself expires. Immutable.
 */
final class ExpiringCommands {
  /** About how long a command is, without the value. */
  static final int SIZE = 400;

  /** {@code SET} itself can do both in one, but only since Redis 7. */
  private static final String PUT_IF_ABSENT =
      """
      local there = redis.call('GET', KEYS[1])
      if there then
        return {there, redis.call('PTTL', KEYS[1])}
      end
      redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
      return 1
      """;

  private final RedisNames names;

  ExpiringCommands(RedisNames names) {
    this.names = names;
  }

  /** Answered with 1, or with the value that is there and in how many milliseconds it expires. */
  CommandArguments putIfAbsent(String hash, String value, long ttlMillis) {
    return new CommandArguments(Command.EVAL)
        .add(PUT_IF_ABSENT)
        .add(1)
        .key(names.expiring(hash))
        .add(value)
        .add(ttlMillis);
  }

  /** Answered with OK. */
  CommandArguments put(String hash, String value, long ttlMillis) {
    return new CommandArguments(Command.SET)
        .key(names.expiring(hash))
        .add(value)
        .add(Keyword.PX)
        .add(ttlMillis);
  }

  /** Answered with how many there were. */
  CommandArguments remove(String hash) {
    return new CommandArguments(Command.DEL).key(names.expiring(hash));
  }

  /** To be sent before {@link #epoch}. */
  CommandArguments proposeEpoch(String proposed) {
    return new CommandArguments(Command.SET)
        .key(names.expiringEpoch())
        .add(proposed)
        .add(Keyword.NX);
  }

  /** Answered with a text that stays the same until the store loses its data. */
  CommandArguments epoch() {
    return new CommandArguments(Command.GET).key(names.expiringEpoch());
  }
}
