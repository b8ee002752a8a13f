package io.wsgateway.exchange;

import io.wsgateway.core.BlockChange;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * How blocks lie in Redis: in one hash, by their ids, each as {@link BlockChange#text}. Immutable.
 */
final class BlockCommands {
  /** About how long a command is, without the text. */
  static final int SIZE = 500;

  /** Only in place of an earlier change; of two at the same time, all take the same. */
  private static final String KEEP =
      """
      local there = redis.call('HGET', KEYS[1], ARGV[1])
      local time = there and tonumber(string.match(there, '^1\\t(%d+)'))
      local own = tonumber(ARGV[3])
      if time and (time > own or (time == own and there >= ARGV[2])) then
        return 0
      end
      redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
      return 1
      """;

  private static final String FORGET =
      """
      if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then
        return redis.call('HDEL', KEYS[1], ARGV[1])
      end
      return 0
      """;

  private final RedisNames names;

  BlockCommands(RedisNames names) {
    this.names = names;
  }

  /** Answered with a list of ids and texts in turn. */
  CommandArguments all() {
    return new CommandArguments(Command.HGETALL).key(names.blocks());
  }

  /** Answered with 1, or with 0 if there is a later change. */
  CommandArguments keep(BlockChange change) {
    return eval(KEEP, change).add(change.time());
  }

  /** Answered with 1, or with 0 if there is another change. */
  CommandArguments forget(BlockChange change) {
    return eval(FORGET, change);
  }

  private CommandArguments eval(String script, BlockChange change) {
    return new CommandArguments(Command.EVAL)
        .add(script)
        .add(1)
        .key(names.blocks())
        .add(change.id())
        .add(change.text());
  }
}
