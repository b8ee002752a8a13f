package io.wsgateway.exchange;

/** How it goes with Redis, for the log. Safe for any thread. */
final class RedisHealth extends BrokerHealth {

  /** What Redis is used for. */
  enum Part {
    SUBSCRIBER,
    PUBLISHER,
    MEMBERSHIP,
    STORE,
    SCHEDULES,
    BLOCKS
  }

  /** For the Redis at that address, which may not hold a password. */
  RedisHealth(String address) {
    super("Redis", address);
  }

  /** The root of a failure in a few words. */
  static String reason(Throwable failure) {
    String root = rootOf(failure);
    // Redis 6 tells of the script before it tells of its memory.
    return root.substring(Math.max(0, root.indexOf("OOM ")));
  }
}
