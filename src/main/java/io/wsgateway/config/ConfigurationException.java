package io.wsgateway.config;

import java.util.List;

/**
 * Values that the gateway cannot run with. The message names every key, its value and what was
 * expected.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what is wrong, one entry for each key. */
  public ConfigurationException(List<String> problems) {
    super("wsgateway cannot start with this configuration: " + String.join("; ", problems));
  }
}
