package io.wsgateway.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections of this node that a destination means now. Safe for any thread.
 *
 * <p>An {@link Audience} is made of them when something is published after a change, and serves
 * until the next change: at worst making it costs as much as the delivery that asked for it.
 */
final class Subscribers {
  private static final int FEW = 8;

  /** Nodes come and go; beyond that, those that were heard are forgotten. */
  private static final int MAX_SENDERS = 100;

  private final Destination destination;
  private final int lanes;
  private volatile @Nullable Audience audience = Audience.Few.NOBODY;
  // Only when they are, or have been, more than a few; until then the audience is all there is.
  private @Nullable Set<Connection> many;
  // Of each node, the number of the last publication that came; null before the first.
  private @Nullable Map<Integer, Long> heard;

  Subscribers(Destination destination, int lanes) {
    this.destination = destination;
    this.lanes = lanes;
  }

  Destination destination() {
    return destination;
  }

  /** Adds a connection, once. */
  synchronized void add(Connection connection) {
    if (many == null && audience instanceof Audience.Few few) {
      if (few.connections().contains(connection)) {
        return;
      }
      if (few.size() < FEW) {
        audience = few.with(connection);
        return;
      }
      many = new HashSet<>(few.connections());
    }
    if (many != null && many.add(connection)) {
      audience = null;
    }
  }

  /** Removes a connection, if it is there. */
  synchronized void remove(Connection connection) {
    if (many != null) {
      if (many.remove(connection)) {
        audience = null;
      }
    } else if (audience instanceof Audience.Few few) {
      audience = few.without(connection);
    }
  }

  /**
   * A publication came from another node. What that published before the first subscriber was here,
   * and before the first that came, is nobody's loss.
   *
   * @param number of {@link Sequences}; one that is not higher than the last begins anew
   * @return how many are missing between the last one and this
   */
  synchronized long missed(int sender, long number) {
    if (heard == null || heard.size() >= MAX_SENDERS) {
      heard = new HashMap<>(4);
    }
    Long last = heard.put(sender, number);
    return last == null ? 0 : Math.max(0, number - last - 1);
  }

  synchronized boolean isEmpty() {
    return many != null ? many.isEmpty() : audience().size() == 0;
  }

  /** Those of now. */
  Audience audience() {
    Audience ready = audience;
    return ready == null ? makeAudience() : ready;
  }

  private synchronized Audience makeAudience() {
    Audience made = audience;
    if (made == null) {
      made = Audience.Many.of(many == null ? Set.of() : many, lanes);
      audience = made;
    }
    return made;
  }
}
