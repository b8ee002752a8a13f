package io.wsgateway.core;

/**
 * What became of a publication when it was accepted.
 *
 * @param id the publication's id
 * @param localConnections connections of this node it was handed to
 * @param others what the exchange knows about the other nodes
 */
public record Receipt(long id, int localConnections, Reach others) {

  /** Whether other nodes may have missed it because the broker was away. */
  public boolean degraded() {
    return others.degraded();
  }

  /**
   * How far an exchange carried a publication.
   *
   * @param nodes other nodes reached
   * @param trust how far that number is to be believed
   * @param degraded whether the broker was away, so that nodes may have missed it
   */
  public record Reach(int nodes, Trust trust, boolean degraded) {
    /** There are no other nodes. */
    public static final Reach NONE = new Reach(0, Trust.EXACT, false);

    /** The broker could not be asked. */
    public static final Reach LOST = new Reach(0, Trust.UNKNOWN, true);
  }

  /** How far a number of nodes is to be believed. */
  public enum Trust {
    EXACT,
    AT_LEAST,
    UNKNOWN
  }
}
