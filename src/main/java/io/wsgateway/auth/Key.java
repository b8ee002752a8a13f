package io.wsgateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.config.KeyConfig;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Refusal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A key that is configured, and how fast it was used of late. Safe for any thread. */
final class Key {
  /** So that one large push, which was accepted, does not shut its key out for hours. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final KeyConfig config;
  private final List<String> secrets;
  private final List<byte[]> digests;
  private final Rate rate;
  private final Rate.Bucket used;
  private final LongSupplier nanoTime;

  Key(KeyConfig config, LongSupplier nanoTime) {
    this(config, nanoTime, null);
  }

  /**
   * @param before the key of that name until now, whose requests count for this one if its rate is
   *     the same
   */
  Key(KeyConfig config, LongSupplier nanoTime, @Nullable Key before) {
    this.config = config;
    secrets = Stream.concat(Stream.of(config.secret()), config.previousSecret().stream()).toList();
    digests = secrets.stream().map(secret -> sha256(secret.getBytes(UTF_8))).toList();
    this.nanoTime = nanoTime;
    rate = Rate.exactly(config.rate());
    used =
        before != null && before.config.rate() == config.rate()
            ? before.used
            : rate.newBucket(nanoTime.getAsLong());
  }

  KeyConfig config() {
    return config;
  }

  /** Those that its holder may sign with. */
  List<String> secrets() {
    return secrets;
  }

  /**
   * Whether one of its secrets has this digest. Digests are of one length, and all are compared, so
   * that the time it takes tells nothing.
   */
  boolean hasDigest(byte[] digest) {
    boolean found = false;
    for (byte[] own : digests) {
      found |= MessageDigest.isEqual(own, digest);
    }
    return found;
  }

  /** Goes on only if it has not expired. */
  void requireInForce(InstantSource clock, CallAudit audit) {
    Instant end = config.expires().orElse(Instant.MAX);
    if (!clock.instant().isBefore(end)) {
      throw audit.refused(
          ErrorCode.UNAUTHORIZED,
          Refusal.KEY,
          config.id(),
          "The key " + config.id() + " has expired at " + end);
    }
  }

  /** Counts one request, or refuses it. */
  void use(CallAudit audit) {
    long pause = rate.take(used, 1, nanoTime.getAsLong());
    if (pause > 0) {
      throw audit
          .refused(
              ErrorCode.LIMIT,
              Refusal.RATE,
              config.id(),
              "The key "
                  + config.id()
                  + " is good for "
                  + config.rate()
                  + " pushes a second, and these were more")
          .retryAfter(Duration.ofNanos(pause));
    }
  }

  /** Counts what a request did beyond one push. */
  void charge(int more) {
    rate.charge(used, more, nanoTime.getAsLong(), LONGEST);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
