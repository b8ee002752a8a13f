package io.wsgateway.config;

import java.util.Locale;

/** What a call of a server API is for, and what a key may be used for. */
public enum Scope {
  /** Messages are sent, or will be. */
  PUSH,
  /** Something is told: who is connected, what a topic has, how a node is doing. */
  READ,
  /** Connections and memberships are changed: bound, closed, joined, noted about. */
  MANAGE,
  /** What is not for one app alone is changed, such as who is shut out. */
  ADMIN;

  /** The name in the configuration. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}
