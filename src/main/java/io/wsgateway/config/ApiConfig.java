package io.wsgateway.config;

import java.time.Duration;

/**
 * Settings of the REST API.
 *
 * @param idempotencyWindow how long an {@code Idempotency-Key} is remembered
 */
public record ApiConfig(Duration idempotencyWindow) {

  static ApiConfig read(Settings settings) {
    return new ApiConfig(settings.timer("gateway.api.idempotency-window"));
  }
}
