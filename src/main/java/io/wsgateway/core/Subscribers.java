package io.wsgateway.core;

import java.util.HashSet;
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

  private final int lanes;
  private volatile @Nullable Audience audience = Audience.Few.NOBODY;
  // Only when they are, or have been, more than a few; until then the audience is all there is.
  private @Nullable Set<Connection> many;

  Subscribers(int lanes) {
    this.lanes = lanes;
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
