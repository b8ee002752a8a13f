package io.wsgateway.exchange;

import io.wsgateway.config.MembershipConfig;
import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Destination.OfUser;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * How memberships lie in Redis: a sorted set of topics for each user and one of users for each
 * topic, scored by when the membership expires, in milliseconds since 1970. A set itself expires
 * with its last member. The nodes' clocks may differ by little against the retention. Immutable.
 *
 * <p>Scripts are sent with their text: it is short, and Redis keeps what it has compiled. They
 * write nothing before the first command that a full Redis refuses, and so are refused as a whole.
 */
final class MembershipCommands {
  /** About how long a command is, without names. */
  static final int SIZE = 1100;

  /**
   * Renewing never shortens: what is made up for after an outage may be older than what the store
   * has.
   */
  private static final String RENEW =
      """
      local function renew(key, member, expiry, left)
        local score = redis.call('ZSCORE', key, member)
        if not score or tonumber(score) < tonumber(expiry) then
          redis.call('ZADD', key, expiry, member)
        end
        if redis.call('PTTL', key) < tonumber(left) then
          redis.call('PEXPIRE', key, left)
        end
      end
      """;

  private static final String JOIN =
      RENEW
          + """
          local now, expiry, left, limit = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
          local score = redis.call('ZSCORE', KEYS[1], ARGV[5])
          local is_in = score and tonumber(score) > tonumber(now)
          if not is_in and redis.call('ZCOUNT', KEYS[1], '(' .. now, '+inf') >= limit then
            return 0
          end
          renew(KEYS[1], ARGV[5], expiry, left)
          renew(KEYS[2], ARGV[6], expiry, left)
          redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
          redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
          return 1
          """;

  private static final String LEAVE =
      """
      redis.call('ZREM', KEYS[1], ARGV[1])
      redis.call('ZREM', KEYS[2], ARGV[2])
      return 1
      """;

  private static final String TOUCH =
      RENEW
          + """
          local now, expiry, left, users_in = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
          local topics = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')
          for _, topic in ipairs(topics) do
            renew(KEYS[1], topic, expiry, left)
            renew(users_in .. topic, ARGV[5], expiry, left)
          end
          return 1
          """;

  private static final String EPOCH =
      """
      if redis.call('EXISTS', KEYS[1]) == 0 then
        redis.call('SET', KEYS[1], ARGV[1])
      end
      return redis.call('GET', KEYS[1])
      """;

  private final RedisNames names;
  private final long retention;
  private final int maxTopicsPerUser;

  MembershipCommands(RedisNames names, MembershipConfig config) {
    this.names = names;
    retention = config.retention().toMillis();
    maxTopicsPerUser = config.maxTopicsPerUser();
  }

  /** Answered with 1, or with 0 if a user may join no more topics. */
  CommandArguments change(MembershipJournal.Change change, long now) {
    return switch (change.kind()) {
      case JOIN -> join(change, now);
      case LEAVE ->
          script(LEAVE, 2)
              .key(names.topicsOf(change.user()))
              .key(names.usersIn(topic(change)))
              .add(change.topic())
              .add(change.user().user());
      case TOUCH ->
          script(TOUCH, 1)
              .key(names.topicsOf(change.user()))
              .add(now)
              .add(change.time() + retention)
              .add(left(change, now))
              .add(names.usersIn(change.user().app()))
              .add(change.user().user());
    };
  }

  /** Answered with topics and scores in turn. */
  CommandArguments topicsOf(OfUser user, long now) {
    return new CommandArguments(Command.ZRANGEBYSCORE)
        .key(names.topicsOf(user))
        .add("(" + now)
        .add("+inf")
        .add("WITHSCORES");
  }

  /** Answered with users. */
  CommandArguments usersIn(OfTopic topic, long now) {
    return new CommandArguments(Command.ZRANGEBYSCORE)
        .key(names.usersIn(topic))
        .add("(" + now)
        .add("+inf");
  }

  /**
   * Answered with a text that stays the same until the store loses its data; the proposed one if
   * there is none.
   */
  CommandArguments epoch(String proposed) {
    return script(EPOCH, 1).key(names.membershipEpoch()).add(proposed);
  }

  /** When a membership with that score was renewed. */
  long renewed(double score) {
    return (long) score - retention;
  }

  private CommandArguments join(MembershipJournal.Change change, long now) {
    return script(JOIN, 2)
        .key(names.topicsOf(change.user()))
        .key(names.usersIn(topic(change)))
        .add(now)
        .add(change.time() + retention)
        .add(left(change, now))
        .add(maxTopicsPerUser)
        .add(change.topic())
        .add(change.user().user());
  }

  /** For how long a set has to be kept for this change. */
  private long left(MembershipJournal.Change change, long now) {
    return Math.max(1, change.time() + retention - now);
  }

  private static OfTopic topic(MembershipJournal.Change change) {
    return new OfTopic(change.user().app(), change.topic());
  }

  private static CommandArguments script(String text, int keys) {
    return new CommandArguments(Command.EVAL).add(text).add(keys);
  }
}
