package io.wsgateway.config;

import java.time.Duration;

/**
 * Settings of the gm dialect.
 *
 * @param app the app that its clients belong to
 * @param maxMessageSize largest message from a client, in bytes
 * @param pingInterval how often every client is pinged, and silent ones are looked for
 * @param authTimeout how long a client may stay without binding an id
 * @param idleTimeout how long a bound client may stay silent
 */
public record GmConfig(
    String app,
    int maxMessageSize,
    Duration pingInterval,
    Duration authTimeout,
    Duration idleTimeout) {
  /** What the container takes in at most; a constant, since it stands in an annotation. */
  public static final int MAX_MESSAGE_SIZE = 10 << 20;

  static GmConfig read(Settings settings) {
    return new GmConfig(
        settings.appName("gateway.gm.app"),
        settings.size("gateway.gm.max-message-size", 64, MAX_MESSAGE_SIZE),
        settings.timer("gateway.gm.ping-interval"),
        settings.timer("gateway.gm.auth-timeout"),
        settings.timer("gateway.gm.idle-timeout"));
  }
}
