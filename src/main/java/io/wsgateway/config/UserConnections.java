package io.wsgateway.config;

/** Who receives when a user has several connections. */
public enum UserConnections {
  /** All of them. */
  ALL,
  /**
   * Only the latest to register; the older stay open and receive nothing for the user until they
   * register again.
   */
  LATEST
}
