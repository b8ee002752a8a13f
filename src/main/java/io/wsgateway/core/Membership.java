package io.wsgateway.core;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Remembers which topics a user has joined, across reconnects, until the user leaves or its
 * retention has passed since its last disconnect.
 *
 * <p>Every method may be called by any thread and returns at once. Calls for one user take effect
 * in their order. While a shared store is away, changes are kept and made up for later, and
 * questions are answered with what this node knows.
 */
public interface Membership {

  /**
   * Starts.
   *
   * @param recovered called, by any thread, each time a shared store is back after it was away:
   *     users connected here may have joined topics elsewhere. What the store has lost is restored
   *     without help. Must not wait
   */
  void start(Runnable recovered);

  /**
   * Stops and frees threads and sockets, after writing what can be written within a few seconds.
   */
  void stop();

  /**
   * A user joins a topic; again is the same as once.
   *
   * @return fails with {@link ErrorCode#LIMIT} if the user, or the store, has as many topics as it
   *     may have
   */
  CompletionStage<Void> join(Destination.OfTopic topic, String user);

  /** A user leaves a topic, if it was in it. */
  CompletionStage<Void> leave(Destination.OfTopic topic, String user);

  /** The topics that a user is in, without those whose retention has passed. */
  CompletionStage<Set<String>> topicsOf(Destination.OfUser user);

  /** The users that are in a topic, connected or not. */
  CompletionStage<Collection<String>> usersIn(Destination.OfTopic topic);

  /** Whether all nodes see the same memberships. */
  boolean isShared();

  /** Whether changes are kept as they are made; else they wait for a store that is away or full. */
  boolean isKeeping();

  /** Whether the first attempt to reach a shared store has ended, well or not. */
  default boolean hasTried() {
    return true;
  }

  /** The user is, or was until now, connected: its retention starts anew. */
  void touch(Destination.OfUser user);
}
