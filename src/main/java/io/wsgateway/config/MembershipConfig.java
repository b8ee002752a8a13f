package io.wsgateway.config;

import java.time.Duration;

/**
 * How memberships of users in topics are kept.
 *
 * @param store where
 * @param retention how long after its last disconnect a user stays in its topics
 * @param reconcileInterval how often nodes compare their users' topics with the store
 * @param maxTopicsPerUser how many topics one user may be in
 * @param maxEntries how many memberships the memory of one node may hold
 */
public record MembershipConfig(
    Store store,
    Duration retention,
    Duration reconcileInterval,
    int maxTopicsPerUser,
    int maxEntries) {

  /** Where memberships are kept. */
  public enum Store {
    /** In Redis with the Redis exchange, else in memory. */
    AUTO,
    /** In this node's memory. */
    MEMORY,
    /** In Redis. */
    REDIS
  }

  static MembershipConfig read(Settings settings) {
    return new MembershipConfig(
        settings.choice("gateway.membership", Store.class),
        settings.duration(
            "gateway.membership.retention", Duration.ofSeconds(1), Duration.ofDays(3650)),
        settings.duration(
            "gateway.membership.reconcile-interval", Duration.ofMillis(100), Duration.ofDays(1)),
        settings.number("gateway.membership.max-topics-per-user", 1, 1_000_000),
        settings.number("gateway.membership.max-entries", 1, 1_000_000_000));
  }
}
