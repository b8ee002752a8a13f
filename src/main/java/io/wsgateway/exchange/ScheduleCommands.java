package io.wsgateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.core.Scheduled;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * How what is scheduled lies in Redis: in a hash, each under its app and id as its due time and its
 * message; and in a sorted set, scored by when to give it next, in milliseconds since 1970 by
 * Redis' own clock. That is its due time, and from when a node claims it until that is done with
 * it, the end of the claim's lease. Immutable.
 */
final class ScheduleCommands {
  /** About how long a command is, without names and message. */
  static final int SIZE = 1200;

  /** A node claims no more at a time than that, and one entry, so that none takes all. */
  private static final int CLAIM_BYTES = 1 << 20;

  private static final String NOW =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      """;

  private static final String ADD =
      """
      if redis.call('HEXISTS', KEYS[2], ARGV[1]) == 0 then
        if redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[4]) then
          return -1
        end
        redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
        redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
      end
      """
          + NOW
          + "return now";

  private static final String REMOVE =
      """
      local entry = redis.call('HGET', KEYS[2], ARGV[1])
      local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
      redis.call('ZREM', KEYS[1], ARGV[1])
      redis.call('HDEL', KEYS[2], ARGV[1])
      if entry and score and tonumber(score) == tonumber(string.match(entry, '^%d+')) then
        return 1
      end
      return 0
      """;

  private static final String CLAIM =
      NOW
          + """
          local members = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])
          local claimed, size = {}, 0
          for _, member in ipairs(members) do
            if size >= tonumber(ARGV[2]) then
              break
            end
            local entry = redis.call('HGET', KEYS[2], member)
            if entry then
              redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), member)
              size = size + #entry
              claimed[#claimed + 1] = member
              claimed[#claimed + 1] = entry
            else
              redis.call('ZREM', KEYS[1], member)
            end
          end
          local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
          return {now, first[2] and math.floor(tonumber(first[2])) or -1, claimed}
          """;

  private final RedisNames names;
  private final int maxEntries;
  private final long leaseMillis;

  ScheduleCommands(RedisNames names, int maxEntries, Duration lease) {
    this.names = names;
    this.maxEntries = maxEntries;
    leaseMillis = lease.toMillis();
  }

  /** What an entry is called in the set and in the hash. */
  static String member(String app, String id) {
    return ChannelNames.escape(app) + ":" + id;
  }

  /** Answered with Redis' time; with -1 if there are too many. */
  CommandArguments add(Scheduled entry) {
    byte[] head = (entry.due().toEpochMilli() + ":").getBytes(UTF_8);
    byte[] message = entry.message();
    ByteBuffer value = ByteBuffer.allocate(head.length + message.length).put(head).put(message);
    return script(ADD)
        .add(member(entry.app(), entry.id()))
        .add(entry.due().toEpochMilli())
        .add(value.array())
        .add(maxEntries);
  }

  /** Answered with 1 if the entry was there and nobody had claimed it, otherwise with 0. */
  CommandArguments remove(String member) {
    return script(REMOVE).add(member);
  }

  /** Answered with the entry's due time and message, or with nothing. */
  CommandArguments find(String member) {
    return new CommandArguments(Command.HGET).key(names.scheduleEntries()).add(member);
  }

  /**
   * Claims what is due, so many at most. Answered with Redis' time; the time of what comes next, or
   * -1; and the members and entries claimed, in turn.
   */
  CommandArguments claim(int max) {
    return script(CLAIM).add(max).add(CLAIM_BYTES).add(leaseMillis);
  }

  /** What {@link #add} made of an entry; null if somebody else made it. */
  static @Nullable Scheduled read(String member, byte[] entry) {
    int colon = member.indexOf(':');
    int end = 0;
    long due = 0;
    while (end < entry.length && end < 18 && entry[end] >= '0' && entry[end] <= '9') {
      due = due * 10 + (entry[end] - '0');
      end++;
    }
    if (colon < 0 || end == 0 || end == entry.length || entry[end] != ':') {
      return null;
    }
    byte[] message = new byte[entry.length - end - 1];
    System.arraycopy(entry, end + 1, message, 0, message.length);
    return new Scheduled(
        ChannelNames.unescape(member.substring(0, colon)),
        member.substring(colon + 1),
        Instant.ofEpochMilli(due),
        message);
  }

  private CommandArguments script(String text) {
    return new CommandArguments(Command.EVAL)
        .add(text)
        .add(2)
        .key(names.scheduleTimes())
        .key(names.scheduleEntries());
  }
}
