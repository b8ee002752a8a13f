package io.wsgateway.config;

import java.time.Duration;

/**
 * Settings of the vein dialect.
 *
 * @param maxMessageSize largest message from a client, in bytes
 * @param pingInterval how often a client is pinged
 * @param pongTimeout how long a client may go without answering a ping
 * @param replayWindow how long a signed push is remembered, so that it is taken once; zero is never
 * @param clientSendAt the unit of {@code send_at} in what a client sent
 * @param outliveToken whether a connection goes on when its token has expired
 */
public record VeinConfig(
    int maxMessageSize,
    Duration pingInterval,
    Duration pongTimeout,
    Duration replayWindow,
    TimeUnit clientSendAt,
    boolean outliveToken) {
  /** What the container takes in at most; a constant, since it stands in an annotation. */
  public static final int MAX_MESSAGE_SIZE = 2 << 20;

  /** The unit of a time since 1970. */
  public enum TimeUnit {
    /** As the original writes what clients sent. */
    SECONDS,
    /** As the original writes what back ends pushed. */
    MILLISECONDS
  }

  static VeinConfig read(Settings settings) {
    return new VeinConfig(
        settings.size("gateway.vein.max-message-size", 64, MAX_MESSAGE_SIZE),
        settings.timer("gateway.vein.ping-interval"),
        settings.timer("gateway.vein.pong-timeout"),
        settings.duration("gateway.vein.replay-window", Duration.ZERO, Duration.ofDays(30)),
        settings.choice("gateway.vein.client-send-at", TimeUnit.class),
        settings.flag("gateway.vein.outlive-token"));
  }
}
