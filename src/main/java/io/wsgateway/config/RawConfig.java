package io.wsgateway.config;

import java.time.Duration;

/**
 * Settings of the raw dialect.
 *
 * @param app the app that its clients belong to
 * @param application the name of the application that answers them, or {@code none}
 * @param maxMessageSize largest message from a client, in bytes
 * @param pingInterval how often a client is pinged
 * @param pongTimeout how long a client may go without answering a ping
 */
public record RawConfig(
    String app,
    String application,
    int maxMessageSize,
    Duration pingInterval,
    Duration pongTimeout) {
  /** What the container takes in at most; a constant, since it stands in an annotation. */
  public static final int MAX_MESSAGE_SIZE = 2 << 20;

  static RawConfig read(Settings settings) {
    return new RawConfig(
        settings.appName("gateway.raw.app"),
        settings.text("gateway.raw.application").orElse("none"),
        settings.size("gateway.raw.max-message-size", 1, MAX_MESSAGE_SIZE),
        settings.timer("gateway.raw.ping-interval"),
        settings.timer("gateway.raw.pong-timeout"));
  }
}
