package io.wsgateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How nodes reach Redis.
 *
 * @param uri {@code redis://[USER:PASSWORD@]HOST:PORT[/DATABASE]}, {@code rediss://} for TLS; never
 *     logged
 * @param prefix goes before every key and channel
 * @param timeout after so long without an answer Redis is away
 * @param pingInterval how often the subscriber connection is proved alive
 * @param reconnectMax longest wait between attempts
 * @param maxPending how many publications or changes may wait
 * @param maxPendingSize how many bytes of publications may wait
 */
public record RedisConfig(
    URI uri,
    String prefix,
    Duration timeout,
    Duration pingInterval,
    Duration reconnectMax,
    int maxPending,
    long maxPendingSize) {
  private static final Pattern DATABASE = Pattern.compile("(/\\d{0,4})?");

  static RedisConfig read(Settings settings) {
    return new RedisConfig(
        uri(settings),
        settings.text("gateway.redis.prefix").orElse(""),
        settings.duration("gateway.redis.timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
        settings.duration(
            "gateway.redis.ping-interval", Duration.ofMillis(100), Duration.ofMinutes(1)),
        settings.duration(
            "gateway.redis.reconnect-max", Duration.ofMillis(100), Duration.ofMinutes(1)),
        settings.number("gateway.redis.max-pending", 1, 100_000_000),
        settings.size("gateway.redis.max-pending-size", 1 << 20, Integer.MAX_VALUE));
  }

  private static URI uri(Settings settings) {
    String key = "gateway.redis.uri";
    String value = settings.text(key).orElse("");
    try {
      URI uri = new URI(value);
      boolean redis = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
      boolean credentials = uri.getRawUserInfo() == null || uri.getRawUserInfo().contains(":");
      boolean database = DATABASE.matcher(String.valueOf(uri.getRawPath())).matches();
      if (redis && uri.getHost() != null && uri.getPort() > 0 && credentials && database) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below, without the value: it may hold a password.
    }
    settings.bad(key, value, "redis://[USER:PASSWORD@]HOST:PORT[/DATABASE], or rediss:// for TLS");
    return URI.create("redis://localhost:6379");
  }

  /** Where Redis is, without user and password. */
  public String address() {
    return uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort();
  }

  @Override
  public String toString() {
    return address();
  }
}
