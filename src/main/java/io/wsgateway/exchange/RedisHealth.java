package io.wsgateway.exchange;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Tells the log when Redis goes away and when it is back: once each, however many connections and
 * attempts there are. Safe for any thread.
 */
final class RedisHealth {
  private static final System.Logger LOG = System.getLogger(RedisHealth.class.getName());

  private final String address;
  private final Set<Part> away = EnumSet.noneOf(Part.class);
  private boolean reached;

  /** What Redis is used for. */
  enum Part {
    SUBSCRIBER,
    PUBLISHER,
    MEMBERSHIP,
    STORE,
    SCHEDULES
  }

  /** For the Redis at that address, which may not hold a password. */
  RedisHealth(String address) {
    this.address = address;
  }

  /** Redis does not serve a part, for some reason. */
  void away(Part part, String reason) {
    boolean first;
    synchronized (this) {
      first = away.isEmpty();
      away.add(part);
    }
    if (first) {
      LOG.log(
          WARNING,
          "Redis at {0} is away ({1}); this node serves its own clients and tries on",
          address,
          reason);
    }
  }

  /** Redis serves a part. */
  void up(Part part) {
    boolean back;
    boolean firstTime;
    synchronized (this) {
      back = away.remove(part) && away.isEmpty();
      firstTime = !reached && away.isEmpty();
      reached = true;
    }
    if (back) {
      LOG.log(INFO, "Redis at {0} is back", address);
    } else if (firstTime) {
      LOG.log(INFO, "Redis at {0} is reached", address);
    }
  }

  /** A part is no longer used. */
  synchronized void stopped(Part part) {
    away.remove(part);
  }

  /** The root of a failure in a few words. */
  static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    if (root instanceof UnknownHostException) {
      return "unknown host";
    }
    if (root instanceof SocketTimeoutException) {
      return "no answer";
    }
    String message = root.getMessage();
    if (message == null) {
      return root.getClass().getSimpleName();
    }
    // Redis 6 tells of the script before it tells of its memory.
    return message.substring(Math.max(0, message.indexOf("OOM "))).replaceFirst("\\.$", "");
  }
}
