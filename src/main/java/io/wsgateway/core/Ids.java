package io.wsgateway.core;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbers that are unique in the cluster, positive and below 2^53, so that JavaScript holds them
 * exactly: 21 bits name the node, 32 bits count. Safe for any thread.
 */
public final class Ids {
  /** Bits of the counter, below the node's. */
  static final int COUNTER_BITS = 32;

  private static final int NODES = 1 << 21;

  private volatile int node;
  private final AtomicInteger counter = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();

  /** Numbers of the given node, 1 to 2^21 - 1. */
  public Ids(int node) {
    this.node = checked(node);
  }

  /** From now on the numbers are those of another node: another one has this node's, too. */
  void renumber(int to) {
    node = checked(to);
  }

  private static int checked(int node) {
    if (node < 1 || node >= NODES) {
      throw new IllegalArgumentException("A node number is 1 to " + (NODES - 1) + ", not " + node);
    }
    return node;
  }

  /** A node number drawn at random. */
  public static int drawNode() {
    return 1 + new SecureRandom().nextInt(NODES - 1);
  }

  /** The node that gave out an id. */
  public static int nodeOf(long id) {
    return (int) (id >>> COUNTER_BITS);
  }

  /** This node's number. */
  public int node() {
    return node;
  }

  /** The next number of a publication or a question. */
  public long next() {
    return numbered(counter);
  }

  /** The next number of a connection; these come seldom enough never to meet an open one again. */
  public long nextConnection() {
    return numbered(connections);
  }

  private long numbered(AtomicInteger next) {
    return ((long) node << COUNTER_BITS) | Integer.toUnsignedLong(next.incrementAndGet());
  }
}
