package io.wsgateway.core;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Keeps what waits for its time, and gives it to a receiver when that has come: to one node, within
 * a second while all is well.
 *
 * <p>Every entry is given <em>at least</em> once: it is kept until the receiver is done with it,
 * and in a shared store another node takes over what a dead one had. After a failure of a node, of
 * the receiver or of the store it may therefore come late, or again. A store in one node's memory
 * loses all with its node. What is due at the same time has no order.
 *
 * <p>Every method may be called by any thread and returns at once. Stages complete on any thread,
 * which may not wait there; while a shared store is away they fail with {@link
 * ErrorCode#OVERLOADED}.
 */
public interface Schedules {

  /**
   * Starts to give what is due. A shared store need not be there yet.
   *
   * @param receiver gets what is due
   */
  void start(Receiver receiver);

  /**
   * Stops giving, lets the receiver finish what it has, for about a second, and frees threads and
   * sockets. To be called while the receiver still works.
   */
  void stop();

  /**
   * Keeps an entry until it is due. Adding one whose app and id are there already changes nothing,
   * so what may have failed can be tried again.
   *
   * @return done when it is kept. Fails with {@link ErrorCode#LIMIT} if there are as many as there
   *     may be; with {@link ErrorCode#OVERLOADED} if a shared store does not confirm: then it may
   *     be kept or not
   */
  CompletionStage<Void> add(Scheduled entry);

  /**
   * Takes an entry out.
   *
   * @return whether it was there and no receiver gets it; false also if one has got it, which may
   *     have failed
   */
  CompletionStage<Boolean> remove(String app, String id);

  /** An entry that waits, or that a receiver is not done with. */
  CompletionStage<Optional<Scheduled>> find(String app, String id);

  /** Whether the nodes keep their entries together. */
  boolean isShared();

  /** Gets what is due. */
  @FunctionalInterface
  interface Receiver {
    /**
     * Does what an entry says. One call at a time; may not wait.
     *
     * @return completes when the entry may be forgotten, whatever became of it; if it fails, the
     *     entry is given again after a while, unless it has been due for long. If it takes longer
     *     than half a minute, that may happen, too
     */
    CompletionStage<?> due(Scheduled entry);

    /** An entry has failed for so long that it is given up. */
    default void givenUp(Scheduled entry) {}
  }
}
