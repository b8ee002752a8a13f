package io.wsgateway.core;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Remembers small values for a while: what must not be done twice, such as a signed push that
 * somebody sends again, or a request with an idempotency key.
 *
 * <p>Keys may have any characters and any length; whoever uses the store begins them with a word of
 * its own, so that they do not meet. How large a value may be is for the caller to see to.
 *
 * <p>Every method may be called by any thread and returns at once. Stages complete on any thread,
 * which may not wait there. While a shared store is away, this node answers from what it has seen
 * itself, so that it still refuses its own repetitions, and what it has accepted is told to the
 * store when that is back.
 */
public interface ExpiringStore {

  /** Starts. A shared store need not be there yet. */
  void start();

  /** Stops and frees threads and sockets, within a few seconds. */
  void stop();

  /**
   * Remembers a value, unless there is one. Of several calls for a free key at most one gets it; on
   * different nodes that holds as long as a shared store is there.
   *
   * @param ttl for how long; at least a millisecond is taken
   * @return the value that was there, and stays as it is; empty if the key was free and has this
   *     value now. Fails with {@link ErrorCode#OVERLOADED} if this node remembers as much as it may
   */
  CompletionStage<Optional<String>> putIfAbsent(String key, String value, Duration ttl);

  /**
   * The same for what must not be done twice on any two nodes, rather not at all: while a shared
   * store is away, this node answers only that it has seen a key itself. Keys that are taken this
   * way are not to be put or removed.
   *
   * @return as {@link #putIfAbsent}; fails also with {@link ErrorCode#OVERLOADED} if the shared
   *     store does not answer
   */
  CompletionStage<Optional<String>> putIfAbsentOnAll(String key, String value, Duration ttl);

  /**
   * Remembers a value from now on, whatever was there.
   *
   * @param ttl for how long; at least a millisecond is taken
   * @return fails with {@link ErrorCode#OVERLOADED} if this node remembers as much as it may
   */
  CompletionStage<Void> put(String key, String value, Duration ttl);

  /** Forgets a value, if there is one: the key is free again. */
  CompletionStage<Void> remove(String key);

  /** Whether all nodes see the same values. */
  boolean isShared();
}
