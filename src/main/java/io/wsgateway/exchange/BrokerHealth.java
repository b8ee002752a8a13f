package io.wsgateway.exchange;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells the log when a broker goes away and when it is back: once each, however many connections
 * and attempts there are; and counts connections that had to be made again. Safe for any thread.
 */
class BrokerHealth {
  private static final System.Logger LOG = System.getLogger(BrokerHealth.class.getName());

  private final String broker;
  private final String address;
  private final Set<Enum<?>> away = new HashSet<>();
  private final Set<Enum<?>> tried = new HashSet<>();
  private final Set<Enum<?>> connected = new HashSet<>();
  private final Map<Enum<?>, Long> reconnects = new HashMap<>();
  private boolean reached;

  /**
   * Nothing is known yet.
   *
   * @param broker what it is called
   * @param address where it is; may not hold a password
   */
  BrokerHealth(String broker, String address) {
    this.broker = broker;
    this.address = address;
  }

  /** The broker does not serve a part of what it is used for, for some reason. */
  final void away(Enum<?> part, String reason) {
    boolean first;
    synchronized (this) {
      first = away.isEmpty();
      away.add(part);
      tried.add(part);
    }
    if (first) {
      LOG.log(
          WARNING,
          "{0} at {1} is away ({2}); this node serves its own clients and tries on",
          broker,
          address,
          reason);
    }
  }

  /** The broker serves a part. */
  final void up(Enum<?> part) {
    boolean back;
    boolean firstTime;
    synchronized (this) {
      tried.add(part);
      back = away.remove(part) && away.isEmpty();
      firstTime = !reached && away.isEmpty();
      reached = true;
    }
    if (back) {
      LOG.log(INFO, "{0} at {1} is back", broker, address);
    } else if (firstTime) {
      LOG.log(INFO, "{0} at {1} is reached", broker, address);
    }
  }

  /** Whether it is known whether the broker serves a part. */
  final synchronized boolean hasTried(Enum<?> part) {
    return tried.contains(part);
  }

  /** A connection to the broker was made for a part. */
  final synchronized void connected(Enum<?> part) {
    if (!connected.add(part)) {
      reconnects.merge(part, 1L, Long::sum);
    }
  }

  /** How often connections were made for a part after the first. */
  final synchronized long reconnects(Enum<?> part) {
    return reconnects.getOrDefault(part, 0L);
  }

  /** Whether the broker does not serve a part. */
  final synchronized boolean isAway(Enum<?> part) {
    return away.contains(part);
  }

  /** A part is no longer used. */
  final synchronized void stopped(Enum<?> part) {
    away.remove(part);
    connected.remove(part);
  }

  /** The root of a failure in a few words. */
  static String rootOf(Throwable failure) {
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
    if (root instanceof EOFException) {
      return "connection closed";
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message.replaceFirst("\\.$", "");
  }
}
