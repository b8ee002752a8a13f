package io.wsgateway.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The connections of this node that a destination meant at one moment, split by lane so that each
 * lane walks only its own. Immutable: who leaves after a publication was accepted still gets it.
 */
sealed interface Audience {

  /** How many they are. */
  int size();

  /** Whether any of them belongs to that lane. */
  boolean occupies(Lane lane);

  /** Shows every connection of that lane. */
  void forEach(Lane lane, Consumer<Connection> action);

  /** Shows every connection. */
  void forEach(Consumer<Connection> action);

  /** Most audiences are one user's one or two connections. */
  record Few(List<Connection> connections) implements Audience {
    static final Few NOBODY = new Few(List.of());

    Few with(Connection connection) {
      return new Few(Stream.concat(connections.stream(), Stream.of(connection)).toList());
    }

    Few without(Connection connection) {
      return new Few(connections.stream().filter(other -> other != connection).toList());
    }

    @Override
    public int size() {
      return connections.size();
    }

    @Override
    public boolean occupies(Lane lane) {
      for (Connection connection : connections) {
        if (connection.lane() == lane) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void forEach(Consumer<Connection> action) {
      connections.forEach(action);
    }

    @Override
    public void forEach(Lane lane, Consumer<Connection> action) {
      for (Connection connection : connections) {
        if (connection.lane() == lane) {
          action.accept(connection);
        }
      }
    }
  }

  /** A list for each lane. */
  record Many(List<List<Connection>> byLane, int size) implements Audience {
    static Many of(Collection<Connection> connections, int lanes) {
      List<List<Connection>> byLane =
          Stream.generate(() -> (List<Connection>) new ArrayList<Connection>())
              .limit(lanes)
              .toList();
      for (Connection connection : connections) {
        byLane.get(connection.lane().index()).add(connection);
      }
      return new Many(byLane, connections.size());
    }

    @Override
    public boolean occupies(Lane lane) {
      return !byLane.get(lane.index()).isEmpty();
    }

    @Override
    public void forEach(Consumer<Connection> action) {
      byLane.forEach(connections -> connections.forEach(action));
    }

    @Override
    public void forEach(Lane lane, Consumer<Connection> action) {
      byLane.get(lane.index()).forEach(action);
    }
  }
}
