package io.wsgateway.auth;

import io.wsgateway.config.LimitsConfig;
import java.time.Duration;

/** How many messages, and how many bytes, may come in a second. Safe for any thread. */
final class Throttle {
  private final Rate messages;
  private final Rate bytes;

  Throttle(LimitsConfig.Speed speed, Duration burst) {
    messages = Rate.of(speed.messages(), burst);
    bytes = Rate.of(speed.bytes(), burst);
  }

  boolean isUnlimited() {
    return messages.isUnlimited() && bytes.isUnlimited();
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
      sentMessages = messages.newBucket(now);
      sentBytes = bytes.newBucket(now);
    }

    /** Whether a message of that size may pass; then it is counted. */
    boolean passes(int size, long now) {
      return messages.take(sentMessages, 1, now) == 0 && bytes.take(sentBytes, size, now) == 0;
    }
  }
}
