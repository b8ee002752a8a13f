package io.wsgateway.config;

import java.time.Duration;

/**
 * Settings of the REST API and of asking other applications.
 *
 * @param idempotencyWindow how long an {@code Idempotency-Key} is remembered
 * @param authTimeout how long an application may take to say who a user is
 * @param authMaxPending how many such questions may be open
 */
public record ApiConfig(Duration idempotencyWindow, Duration authTimeout, int authMaxPending) {

  static ApiConfig read(Settings settings) {
    return new ApiConfig(
        settings.timer("gateway.api.idempotency-window"),
        settings.timer("gateway.auth.http-timeout"),
        settings.number("gateway.auth.http-max-pending", 1, 100_000));
  }
}
