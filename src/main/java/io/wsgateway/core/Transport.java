package io.wsgateway.core;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The socket of one connection as the core sees it. Implemented where the WebSocket library is
 * known; called by one thread at a time, and never with a second {@link #write} before the first is
 * complete.
 */
public interface Transport {

  /**
   * Writes messages in order. Never blocks and never throws.
   *
   * @param messages at least one; not touched by the caller afterwards
   * @param done called exactly once, when all of them are written or the first has failed; possibly
   *     before this method returns, and by any thread
   */
  void write(List<Payload> messages, Completion done);

  /**
   * Closes the socket without waiting for messages in flight or for the client. Never blocks and
   * never throws; called at most once.
   *
   * @return done when the socket is closed, as far as that can be known; never fails
   */
  CompletionStage<Void> close(DisconnectReason reason);

  /**
   * Whether the connection is there still, as far as this node's system knows. Never blocks. A
   * container that misses the end of one tells nobody.
   */
  default boolean isOpen() {
    return true;
  }

  /**
   * How much of the write that is in flight the system has not taken yet, in bytes; 0 if that is
   * not known. Never blocks.
   */
  default long left() {
    return 0;
  }

  /** Told when a write is complete. */
  @FunctionalInterface
  interface Completion {
    /** Called once per write, with what went wrong, or null. */
    void complete(@Nullable Throwable failure);

    /**
     * Some of it was taken by the system, which is a sign that the client reads. Called any number
     * of times before it is complete, by any thread, possibly one that holds locks of the
     * container's.
     */
    default void wroteSome() {}
  }
}
