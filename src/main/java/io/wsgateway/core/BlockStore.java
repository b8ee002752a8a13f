package io.wsgateway.core;

import java.util.Collection;
import java.util.List;

/**
 * Keeps blocks beyond the life of all nodes, if it is shared. Every node holds all blocks in its
 * memory and tells the others of changes, so nothing is asked of a store while clients wait.
 *
 * <p>Every method may be called by any thread and returns at once, whatever the store does.
 */
public interface BlockStore {

  /** Starts. A shared store need not be there yet. */
  void start(Receiver receiver);

  /** Stops and frees threads and sockets, within a few seconds. */
  void stop();

  /**
   * Keeps changes, each unless the store has a later one of that id. While the store is away, they
   * are left to {@link Receiver#found}.
   */
  void keep(Collection<BlockChange> changes);

  /** Forgets a change that is over, unless the store has a later one. */
  void forget(BlockChange change);

  /** Learns what the store has. */
  @FunctionalInterface
  interface Receiver {
    /**
     * The store is there, for the first time or again. Called by any thread; may not wait.
     *
     * @param all that it has
     * @return what it is to keep besides: that is not there, or there is an earlier change
     */
    Collection<BlockChange> found(List<BlockChange> all);
  }
}
