package io.wsgateway.config;

import java.time.Duration;

/**
 * How users prove who they are, in all apps.
 *
 * @param require whether an app where nobody has to is refused at start
 * @param leeway by how much clocks of those who issue tokens may differ from this one
 * @param expiryNotice how long before its token expires a client is told; zero is not at all
 * @param jwksInterval how often keys are fetched
 * @param httpTimeout how long an application, or a server of keys, may take
 * @param httpMaxPending how many such questions may be open
 */
public record AuthConfig(
    boolean require,
    Duration leeway,
    Duration expiryNotice,
    Duration jwksInterval,
    Duration httpTimeout,
    int httpMaxPending) {

  static AuthConfig read(Settings settings) {
    return new AuthConfig(
        settings.flag("gateway.auth.require"),
        settings.duration("gateway.auth.leeway", Duration.ZERO, Duration.ofMinutes(10)),
        settings.duration("gateway.auth.expiry-notice", Duration.ZERO, Duration.ofDays(1)),
        settings.timer("gateway.auth.jwks-interval"),
        settings.timer("gateway.auth.http-timeout"),
        settings.number("gateway.auth.http-max-pending", 1, 100_000));
  }
}
