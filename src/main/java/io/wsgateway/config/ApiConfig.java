package io.wsgateway.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the REST API.
 *
 * @param idempotencyWindow how long an {@code Idempotency-Key} is remembered
 * @param consoleRole the role whose users may call all of the server APIs with the server's own
 *     login, if any
 */
public record ApiConfig(Duration idempotencyWindow, Optional<String> consoleRole) {

  static ApiConfig read(Settings settings) {
    return new ApiConfig(
        settings.timer("gateway.api.idempotency-window"), settings.text("gateway.console.role"));
  }
}
