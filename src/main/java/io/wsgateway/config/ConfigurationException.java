package io.wsgateway.config;

import java.util.List;

/**
 * Values that the gateway cannot run with. The message names every key, its value and what was
 * expected.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /** With what is wrong, one entry for each key. */
  public ConfigurationException(List<String> problems) {
    this("wsgateway cannot start with this configuration", problems);
  }

  private ConfigurationException(String what, List<String> problems) {
    super(what + ": " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** The same, found while the gateway runs. */
  ConfigurationException whileRunning() {
    return new ConfigurationException(
        "The configuration was not reloaded, all stays as it was", problems);
  }

  /** What is wrong, a sentence for each key, without secrets. */
  public List<String> problems() {
    return problems;
  }
}
