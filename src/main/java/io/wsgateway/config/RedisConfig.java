package io.wsgateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How nodes reach Redis.
 *
 * @param uri {@code redis://[USER:PASSWORD@]HOST:PORT[/DATABASE]}, {@code rediss://} for TLS; never
 *     logged. With sentinels, its host and port are of no meaning
 * @param sentinels who says where Redis is, if the URI does not
 * @param prefix goes before every key and channel
 * @param timeout after so long without an answer Redis is away
 * @param pingInterval how often the subscriber connection is proved alive
 * @param reconnectMax longest wait between attempts
 * @param maxPending how many publications or changes may wait
 * @param maxPendingSize how many bytes of publications may wait
 */
public record RedisConfig(
    URI uri,
    @Nullable RedisSentinels sentinels,
    String prefix,
    Duration timeout,
    Duration pingInterval,
    Duration reconnectMax,
    int maxPending,
    long maxPendingSize) {
  private static final Pattern DATABASE = Pattern.compile("(/\\d{0,4})?");

  /** Where Redis is, or who says so. */
  private record Place(URI uri, @Nullable RedisSentinels sentinels) {}

  static RedisConfig read(Settings settings) {
    Place place = place(settings);
    return new RedisConfig(
        place.uri(),
        place.sentinels(),
        settings.text("gateway.redis.prefix").orElse(""),
        settings.duration("gateway.redis.timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
        settings.duration(
            "gateway.redis.ping-interval", Duration.ofMillis(100), Duration.ofMinutes(1)),
        settings.duration(
            "gateway.redis.reconnect-max", Duration.ofMillis(100), Duration.ofMinutes(1)),
        settings.number("gateway.redis.max-pending", 1, 100_000_000),
        settings.size("gateway.redis.max-pending-size", 1 << 20, Integer.MAX_VALUE));
  }

  private static Place place(Settings settings) {
    String key = "gateway.redis.uri";
    String value = settings.text(key).orElse("");
    String password = settings.text("gateway.redis.sentinel-password").orElse("");
    RedisSentinels.Parsed parsed = RedisSentinels.parse(value, password).orElse(null);
    try {
      URI uri = parsed == null ? new URI(value) : parsed.login();
      if (isRedis(uri)) {
        return new Place(uri, parsed == null ? null : parsed.sentinels());
      }
    } catch (URISyntaxException e) {
      // Told below, without the value: it may hold a password.
    }
    settings.bad(
        key,
        value,
        "redis://[USER:PASSWORD@]HOST:PORT[/DATABASE], or "
            + RedisSentinels.EXPECTED
            + "; rediss instead of redis for TLS");
    return new Place(URI.create("redis://localhost:6379"), null);
  }

  private static boolean isRedis(URI uri) {
    boolean redis = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
    boolean credentials = uri.getRawUserInfo() == null || uri.getRawUserInfo().contains(":");
    boolean database = DATABASE.matcher(String.valueOf(uri.getRawPath())).matches();
    return redis && uri.getHost() != null && uri.getPort() > 0 && credentials && database;
  }

  /** Whether connections are made with TLS, also those to sentinels. */
  public boolean isTls() {
    return uri.getScheme().equals("rediss");
  }

  /** Where Redis is, without user and password. */
  public String address() {
    return sentinels == null
        ? uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort()
        : sentinels.address(uri.getScheme());
  }

  @Override
  public String toString() {
    return address();
  }
}
