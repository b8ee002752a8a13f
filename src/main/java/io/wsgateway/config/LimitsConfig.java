package io.wsgateway.config;

import java.time.Duration;
import java.util.List;

/**
 * How much clients may take of this node. Each node counts by itself; 0 is without a limit.
 *
 * @param connections how many may be open
 * @param handshakes how many a second, with and without success
 * @param inbound what clients may send a second
 * @param burst for how many seconds' worth what comes too fast may be ahead of its rate
 * @param unauthenticatedTime how long a client of reg may take to register; zero is for ever
 * @param bodyTime how long a body may take that is read before its sender is known
 * @param trustedProxies addresses and networks of those that may say for whom they ask
 * @param proxyHeader where they say it
 */
public record LimitsConfig(
    Connections connections,
    Handshakes handshakes,
    Inbound inbound,
    Duration burst,
    Duration unauthenticatedTime,
    Duration bodyTime,
    List<String> trustedProxies,
    ProxyHeader proxyHeader) {
  private static final int MOST = 1_000_000_000;
  private static final int MOST_BYTES = Integer.MAX_VALUE;

  /**
   * How many connections may be open, of all clients and of those that have something in common.
   */
  public record Connections(int ofNode, int ofApp, int ofUser, int ofAddress) {}

  /** How many handshakes a second, of all clients and of one address. */
  public record Handshakes(int ofNode, int ofAddress) {}

  /** Messages and bytes a second, of one connection and of those that have something in common. */
  public record Inbound(Speed ofConnection, Speed ofUser, Speed ofApp, Speed ofAddress) {}

  /** Messages and bytes a second. */
  public record Speed(int messages, int bytes) {}

  /** A header in which proxies say for whom they ask. */
  public enum ProxyHeader {
    /** A list of addresses. */
    X_FORWARDED_FOR,
    /** RFC 7239. */
    FORWARDED
  }

  static LimitsConfig read(Settings settings) {
    return new LimitsConfig(
        new Connections(
            number(settings, "connections"),
            number(settings, "connections-per-app"),
            number(settings, "connections-per-user"),
            number(settings, "connections-per-address")),
        new Handshakes(number(settings, "handshakes"), number(settings, "handshakes-per-address")),
        new Inbound(
            speed(settings, ""),
            speed(settings, "-per-user"),
            speed(settings, "-per-app"),
            speed(settings, "-per-address")),
        settings.duration("gateway.limit.burst", Duration.ofMillis(100), Duration.ofMinutes(10)),
        settings.duration("gateway.limit.unauthenticated-time", Duration.ZERO, Duration.ofDays(1)),
        settings.timer("gateway.limit.body-time"),
        settings.list("gateway.trusted-proxies"),
        settings.choice("gateway.trusted-proxies-header", ProxyHeader.class));
  }

  private static Speed speed(Settings settings, String of) {
    return new Speed(
        number(settings, "messages" + of),
        settings.size("gateway.limit.bytes" + of, 0, MOST_BYTES));
  }

  private static int number(Settings settings, String name) {
    return settings.number("gateway.limit." + name, 0, MOST);
  }
}
