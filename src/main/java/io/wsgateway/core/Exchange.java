package io.wsgateway.core;

import java.util.concurrent.CompletionStage;

/**
 * Carries bytes between nodes, and does nothing else. A node receives only what somebody on it
 * wants.
 *
 * <p>Every method may be called by any thread and returns at once, whatever the broker does. When
 * the broker comes back after an outage, all interest is restored without help.
 */
public interface Exchange {

  /**
   * Starts carrying. The broker need not be there yet.
   *
   * @param node this node's number
   * @param receiver gets what other nodes publish, one call at a time and in the order of each
   *     publisher and destination; it may also get what this node published, and must know its own
   */
  void start(int node, Receiver receiver);

  /** Stops carrying and frees threads and sockets, within a few seconds. */
  void stop();

  /**
   * Gives bytes to all other nodes with an interest in the destination; for a connection, to the
   * node named in its id. Keeps the order of one publisher's calls for one destination.
   *
   * @return what became of it; never fails: what could not be carried is told and counted
   */
  CompletionStage<Receipt.Reach> publish(Destination destination, byte[] message);

  /**
   * Gives bytes to one node, whatever it has an interest in; what it gives to itself comes back the
   * way that others' bytes come. Lost without a trace if the broker is away: whoever asks something
   * sees that no answer comes.
   */
  void sendToNode(int node, byte[] message);

  /** Gives bytes to all other nodes, as {@link #sendToNode} does to one. */
  void sendToAllNodes(byte[] message);

  /**
   * This node wants what is published to a destination. Not counted: the {@link Directory} calls
   * once for the first member and {@link #uninterest} once after the last.
   *
   * @return done when publications of other nodes reach this one, or at once while the broker is
   *     away; never fails
   */
  CompletionStage<Void> interest(Destination destination);

  /** This node no longer wants what is published to a destination. */
  void uninterest(Destination destination);

  /** How it goes. */
  State state();

  /** Whether the first attempt to reach the broker has ended, well or not. */
  default boolean hasTried() {
    return true;
  }

  /** How often it has connected to the broker after the first time, over all its connections. */
  default long reconnects() {
    return 0;
  }

  /** Gets what other nodes publish. */
  @FunctionalInterface
  interface Receiver {
    /** Must return quickly and may not throw. */
    void receive(byte[] message);
  }

  /** How an exchange goes. */
  enum State {
    /** All nodes are reached. */
    UP,
    /** The broker is away or does not take everything: this node serves its own connections. */
    DEGRADED,
    /** Not started, or stopped. */
    DOWN
  }
}
