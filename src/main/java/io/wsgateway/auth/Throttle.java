package io.wsgateway.auth;

import io.wsgateway.config.LimitsConfig;
import java.time.Duration;

/**
 * How many messages, and how many bytes, may come in a second. That can be changed; what was sent
 * until then still counts. Safe for any thread.
 */
final class Throttle {
  private volatile Rates rates;

  private record Rates(Rate messages, Rate bytes) {
    static Rates of(LimitsConfig.Speed speed, Duration burst) {
      return new Rates(Rate.of(speed.messages(), burst), Rate.of(speed.bytes(), burst));
    }
  }

  Throttle(LimitsConfig.Speed speed, Duration burst) {
    rates = Rates.of(speed, burst);
  }

  /** From now on this. */
  void change(LimitsConfig.Speed speed, Duration burst) {
    rates = Rates.of(speed, burst);
  }

  boolean isUnlimited() {
    Rates now = rates;
    return now.messages().isUnlimited() && now.bytes().isUnlimited();
  }

  /** For one who is counted. */
  Meter newMeter(long now) {
    return new Meter(now);
  }

  /** What one, or several together, have sent. */
  final class Meter {
    private final Rate.Bucket sentMessages;
    private final Rate.Bucket sentBytes;

    private Meter(long now) {
      sentMessages = rates.messages().newBucket(now);
      sentBytes = rates.bytes().newBucket(now);
    }

    /** Whether a message of that size may pass; then it is counted. */
    boolean passes(int size, long now) {
      Rates limit = rates;
      return limit.messages().take(sentMessages, 1, now) == 0
          && limit.bytes().take(sentBytes, size, now) == 0;
    }
  }
}
