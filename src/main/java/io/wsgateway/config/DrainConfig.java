package io.wsgateway.config;

import java.time.Duration;

/**
 * How a node is taken out.
 *
 * @param notice how long it says that it is not ready before it closes anything
 * @param pace how many connections it closes in a second
 * @param spread the longest that a client is told to wait before it comes back
 * @param stopNotice the same, when the application or its server stops
 * @param stopDeadline how long stopping may take in all
 */
public record DrainConfig(
    Duration notice, int pace, Duration spread, Duration stopNotice, Duration stopDeadline) {

  /** The fastest that connections can be asked to be closed, per second. */
  public static final int MAX_PACE = 1_000_000;

  /** The longest that a node can be asked to wait. */
  public static final Duration MAX_WAIT = Duration.ofHours(1);

  static DrainConfig read(Settings settings) {
    return new DrainConfig(
        settings.duration("gateway.drain.wait", Duration.ZERO, MAX_WAIT),
        settings.number("gateway.drain.pace", 1, MAX_PACE),
        settings.duration("gateway.drain.spread", Duration.ZERO, Duration.ofMinutes(10)),
        settings.duration("gateway.stop.wait", Duration.ZERO, Duration.ofMinutes(10)),
        settings.duration("gateway.stop.deadline", Duration.ofMillis(100), Duration.ofMinutes(10)));
  }
}
