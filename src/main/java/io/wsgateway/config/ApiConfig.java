package io.wsgateway.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the REST API.
 *
 * @param idempotencyWindow how long an {@code Idempotency-Key} is remembered
 * @param consoleRole the role whose users may call all of the server APIs with the server's own
 *     login, if any
 * @param stream how much streams of publications may take
 */
public record ApiConfig(Duration idempotencyWindow, Optional<String> consoleRole, Stream stream) {

  /**
   * Bounds of streams of publications.
   *
   * @param most how many may be open on a node
   * @param inFlight how many publications of one may be without an answer
   * @param idleTimeout how long nothing may come
   * @param maxTime how long one may last
   */
  public record Stream(int most, int inFlight, Duration idleTimeout, Duration maxTime) {
    static Stream read(Settings settings) {
      return new Stream(
          settings.number("gateway.api.streams", 0, 10_000),
          settings.number("gateway.api.stream-in-flight", 1, 100_000),
          settings.timer("gateway.api.stream-idle-timeout"),
          settings.timer("gateway.api.stream-max-time"));
    }
  }

  static ApiConfig read(Settings settings) {
    return new ApiConfig(
        settings.timer("gateway.api.idempotency-window"),
        settings.text("gateway.console.role"),
        Stream.read(settings));
  }
}
