package io.wsgateway.exchange;

import io.wsgateway.config.MembershipConfig;
import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Destination.OfUser;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Membership;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps memberships in this node's memory: other nodes do not know of them, and a restart forgets
 * them.
 */
final class MemoryMembership implements Membership {
  private final MembershipConfig config;
  private final MembershipTable table;

  MemoryMembership(MembershipConfig config, InstantSource clock) {
    this.config = config;
    table = new MembershipTable(config, MembershipTable.WhenFull.REFUSE, clock);
  }

  @Override
  public void start(Runnable recovered) {
    // It is always there.
  }

  @Override
  public void stop() {
    // Nothing runs.
  }

  @Override
  public CompletionStage<Void> join(OfTopic topic, String user) {
    return switch (table.join(new OfUser(topic.app(), user), topic.topic())) {
      case JOINED -> CompletableFuture.completedFuture(null);
      case USER_FULL -> CompletableFuture.failedFuture(userFull(config));
      case TABLE_FULL -> CompletableFuture.failedFuture(tableFull(config));
    };
  }

  @Override
  public CompletionStage<Void> leave(OfTopic topic, String user) {
    table.leave(new OfUser(topic.app(), user), topic.topic());
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Set<String>> topicsOf(OfUser user) {
    return CompletableFuture.completedFuture(table.topicsOf(user));
  }

  @Override
  public CompletionStage<Collection<String>> usersIn(OfTopic topic) {
    return CompletableFuture.completedFuture(table.usersIn(topic));
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public boolean isKeeping() {
    return true;
  }

  @Override
  public void touch(OfUser user) {
    table.touch(user);
  }

  /** What a user is told who may join no more topics. */
  static GatewayException userFull(MembershipConfig config) {
    return new GatewayException(
        ErrorCode.LIMIT,
        "The user is in "
            + config.maxTopicsPerUser()
            + " topics, as many as it may be; it has to leave one first"
            + " (gateway.membership.max-topics-per-user)");
  }

  private static GatewayException tableFull(MembershipConfig config) {
    return new GatewayException(
        ErrorCode.LIMIT,
        "This node holds "
            + config.maxEntries()
            + " memberships, as many as it may (gateway.membership.max-entries)");
  }
}
