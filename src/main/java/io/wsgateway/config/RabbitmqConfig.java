package io.wsgateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How nodes reach RabbitMQ.
 *
 * @param uri {@code amqp://[USER:PASSWORD@]HOST[:PORT][/VIRTUAL-HOST]}, {@code amqps://} for TLS;
 *     never logged
 * @param exchange the direct exchange that everything goes through
 * @param timeout after so long without an answer RabbitMQ is away
 * @param heartbeat how often both ends of a connection say that they are there
 * @param reconnectMax longest wait between attempts
 * @param maxPending how many publications may wait
 * @param maxPendingSize how many bytes of publications may wait
 * @param maxQueueSize how many bytes RabbitMQ may keep for one node
 */
public record RabbitmqConfig(
    URI uri,
    String exchange,
    Duration timeout,
    Duration heartbeat,
    Duration reconnectMax,
    int maxPending,
    long maxPendingSize,
    long maxQueueSize) {
  private static final int PORT = 5672;
  private static final int TLS_PORT = 5671;
  private static final String GUEST = "guest";
  private static final Pattern VIRTUAL_HOST = Pattern.compile("(/[^/]*)?");
  private static final Pattern EXCHANGE = Pattern.compile("[A-Za-z0-9_.:-]{1,200}");

  static RabbitmqConfig read(Settings settings) {
    return new RabbitmqConfig(
        uri(settings),
        exchange(settings),
        settings.duration(
            "gateway.rabbitmq.timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
        settings.duration(
            "gateway.rabbitmq.heartbeat", Duration.ofSeconds(1), Duration.ofMinutes(1)),
        settings.duration(
            "gateway.rabbitmq.reconnect-max", Duration.ofMillis(100), Duration.ofMinutes(1)),
        settings.number("gateway.rabbitmq.max-pending", 1, 100_000_000),
        settings.size("gateway.rabbitmq.max-pending-size", 1 << 20, Integer.MAX_VALUE),
        settings.size("gateway.rabbitmq.max-queue-size", 1 << 20, Integer.MAX_VALUE));
  }

  private static URI uri(Settings settings) {
    String key = "gateway.rabbitmq.uri";
    String value = settings.text(key).orElse("");
    try {
      URI uri = new URI(value);
      boolean amqp = "amqp".equals(uri.getScheme()) || "amqps".equals(uri.getScheme());
      boolean credentials = uri.getRawUserInfo() == null || uri.getRawUserInfo().contains(":");
      boolean path = VIRTUAL_HOST.matcher(String.valueOf(uri.getRawPath())).matches();
      boolean more = uri.getRawQuery() != null || uri.getRawFragment() != null;
      if (amqp && uri.getHost() != null && uri.getPort() != 0 && credentials && path && !more) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below, without the value: it may hold a password.
    }
    settings.bad(
        key, value, "amqp://[USER:PASSWORD@]HOST[:PORT][/VIRTUAL-HOST], or amqps:// for TLS");
    return URI.create("amqp://localhost");
  }

  private static String exchange(Settings settings) {
    String key = "gateway.rabbitmq.exchange";
    String value = settings.text(key).orElse("");
    if (!EXCHANGE.matcher(value).matches() || value.startsWith("amq.")) {
      settings.bad(key, value, "1 to 200 of A-Z, a-z, 0-9, _ . : and -, not beginning with amq.");
    }
    return value;
  }

  /** Whether the connection is encrypted. */
  public boolean tls() {
    return uri.getScheme().equals("amqps");
  }

  /** The TCP port. */
  public int port() {
    if (uri.getPort() > 0) {
      return uri.getPort();
    }
    return tls() ? TLS_PORT : PORT;
  }

  /** Who this is to RabbitMQ. */
  public String user() {
    String userInfo = uri.getRawUserInfo();
    return userInfo == null ? GUEST : decode(userInfo.substring(0, userInfo.indexOf(':')));
  }

  /** What proves it; never logged. */
  public String password() {
    String userInfo = uri.getRawUserInfo();
    return userInfo == null ? GUEST : decode(userInfo.substring(userInfo.indexOf(':') + 1));
  }

  /** RabbitMQ keeps what is in one virtual host apart from the others. */
  public String virtualHost() {
    String path = uri.getRawPath();
    return path == null || path.length() < 2 ? "/" : decode(path.substring(1));
  }

  /** Where RabbitMQ is, without user and password. */
  public String address() {
    return uri.getScheme() + "://" + uri.getHost() + ":" + port();
  }

  @Override
  public String toString() {
    return address();
  }

  /** A plus sign stands for itself in a URI. */
  private static String decode(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
