package io.wsgateway.config;

import java.util.NavigableSet;

/**
 * What a reload of the configuration has done.
 *
 * @param changed the keys whose values are others now, and in force
 * @param needRestart the keys that have other values now, which take effect when the gateway is
 *     started again; until then the old ones do
 * @param by who wanted it; empty if nobody has said
 */
public record Reload(NavigableSet<String> changed, NavigableSet<String> needRestart, String by) {
  /** A sentence for the log. */
  @Override
  public String toString() {
    return "The configuration was reloaded"
        + (by.isEmpty() ? "" : " by " + by)
        + (changed.isEmpty() ? "; nothing has changed" : "; changed: " + String.join(", ", changed))
        + (needRestart.isEmpty()
            ? ""
            : "; changed as well, but waiting for a restart: " + String.join(", ", needRestart));
  }
}
