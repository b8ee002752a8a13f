package io.wsgateway.core;

import io.wsgateway.config.UserConnections;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected to this node: connections by id, users with their connections and topics, and
 * the subscribers of every destination. It tells the exchange what this node wants: a destination
 * is wanted as long as it has subscribers.
 *
 * <p>Safe for any thread. Changes to one connection are made under its monitor, changes to one user
 * within its entry of {@link #users}, changes to one destination within its entry of {@link
 * #subscribers}, always in that order. Nothing is sent or closed meanwhile; the exchange only notes
 * the change of interest.
 */
final class Directory {
  private final int lanes;
  private final Exchange exchange;
  private final Function<String, UserConnections> policies;
  private final Map<Long, Connection> connections = new ConcurrentHashMap<>();
  private final Map<Destination.OfUser, User> users = new ConcurrentHashMap<>();
  private final Map<Destination, Subscribers> subscribers = new ConcurrentHashMap<>();

  /**
   * @param lanes how many lanes deliver to the audiences
   * @param exchange is told what this node wants
   * @param policies who receives when a user has several connections, by app
   */
  Directory(int lanes, Exchange exchange, Function<String, UserConnections> policies) {
    this.lanes = lanes;
    this.exchange = exchange;
    this.policies = policies;
  }

  /** A user that is connected here. Touched only within its entry of the map. */
  private static final class User {
    // In the order in which they were bound.
    final List<Binding> bindings = new ArrayList<>(1);
    final Set<Destination.OfTopic> topics = new HashSet<>(4);
  }

  private record Binding(Connection connection, long time) {}

  /** What became of a binding. */
  record Bound(boolean firstHere, CompletionStage<Void> reachable) {}

  /** A removed connection, and its user if that has no other connection here now. */
  record Removed(Destination.@Nullable OfUser goneFromHere) {}

  void add(Connection connection) {
    connections.put(connection.id(), connection);
  }

  @Nullable Connection connection(long id) {
    return connections.get(id);
  }

  Collection<Connection> connections() {
    return connections.values();
  }

  /** The users connected here, at some moment while this is walked. */
  Set<Destination.OfUser> users() {
    return users.keySet();
  }

  /** The topics that a user who is connected here is in. */
  Set<Destination.OfTopic> topicsOf(Destination.OfUser user) {
    Set<Destination.OfTopic> topics = new HashSet<>();
    users.computeIfPresent(
        user,
        (key, present) -> {
          topics.addAll(present.topics);
          return present;
        });
    return topics;
  }

  /** Which connection of a user is the latest, where only that one receives; else null. */
  NodeMessage.@Nullable Superseded latest(Destination.OfUser user) {
    if (policies.apply(user.app()) != UserConnections.LATEST) {
      return null;
    }
    AtomicReference<NodeMessage.@Nullable Superseded> latest = new AtomicReference<>();
    users.computeIfPresent(
        user,
        (key, state) -> {
          Binding last = state.bindings.get(state.bindings.size() - 1);
          latest.set(new NodeMessage.Superseded(user, last.connection().id(), last.time()));
          return state;
        });
    return latest.get();
  }

  /** Who gets what is published to a destination now. */
  Audience audience(Destination destination) {
    if (destination instanceof Destination.OfConnection one) {
      Connection connection = connections.get(one.connection());
      Destination.OfUser user = connection == null ? null : connection.user();
      if (connection == null || user == null || !user.app().equals(one.app())) {
        return Audience.Few.NOBODY;
      }
      return Audience.Few.NOBODY.with(connection);
    }
    Subscribers present = subscribers.get(destination);
    return present == null ? Audience.Few.NOBODY : present.audience();
  }

  /**
   * Makes a connection a user's, instead of whose it was.
   *
   * @param time when, by a {@link BindingClock}
   * @return whether it is the user's only one here, and when other nodes reach it; null if the
   *     connection is closed
   */
  @Nullable Bound bind(Connection connection, Destination.OfUser user, long time) {
    synchronized (connection) {
      if (connection.isClosed()) {
        return null;
      }
      release(connection, user);
      connection.setUser(user);
      CompletionStage<Void> reachable = enter(user, connection);
      enter(new Destination.OfAll(user.app()), connection);
      AtomicBoolean firstHere = new AtomicBoolean();
      users.compute(
          user,
          (key, present) -> {
            User state = present == null ? new User() : present;
            firstHere.set(present == null);
            state.bindings.removeIf(binding -> binding.connection() == connection);
            if (policies.apply(user.app()) == UserConnections.LATEST) {
              state.bindings.forEach(older -> silence(key, state, older.connection()));
              state.bindings.clear();
            }
            state.bindings.add(new Binding(connection, time));
            state.topics.forEach(topic -> enter(topic, connection));
            return state;
          });
      return new Bound(firstHere.get(), reachable);
    }
  }

  /**
   * On another node, a later connection of the user was bound: those bound here before receive no
   * longer.
   */
  void supersede(Destination.OfUser user, long connection, long time) {
    users.computeIfPresent(
        user,
        (key, state) -> {
          state.bindings.removeIf(
              older -> {
                boolean before =
                    older.time() < time
                        || (older.time() == time && older.connection().id() < connection);
                if (before) {
                  silence(key, state, older.connection());
                }
                return before;
              });
          return state.bindings.isEmpty() ? null : state;
        });
  }

  /** A user joined a topic, on whatever node. */
  void join(Destination.OfUser user, Destination.OfTopic topic) {
    users.computeIfPresent(
        user,
        (key, state) -> {
          if (state.topics.add(topic)) {
            state.bindings.forEach(binding -> enter(topic, binding.connection()));
          }
          return state;
        });
  }

  /** A user left a topic, on whatever node. */
  void leave(Destination.OfUser user, Destination.OfTopic topic) {
    users.computeIfPresent(
        user,
        (key, state) -> {
          if (state.topics.remove(topic)) {
            state.bindings.forEach(binding -> exit(topic, binding.connection()));
          }
          return state;
        });
  }

  /**
   * Takes a connection out of everything.
   *
   * @return null if it was not in anything any more
   */
  @Nullable Removed remove(Connection connection) {
    synchronized (connection) {
      if (connection.isClosed()) {
        return null;
      }
      connection.markClosed();
      connections.remove(connection.id());
      Destination.OfUser user = connection.user();
      release(connection, null);
      return new Removed(user == null || users.containsKey(user) ? null : user);
    }
  }

  /** Ends the connection's binding, unless it stays with the given user. */
  private void release(Connection connection, Destination.@Nullable OfUser next) {
    Destination.OfUser user = connection.user();
    if (user == null || user.equals(next)) {
      return;
    }
    users.computeIfPresent(
        user,
        (key, state) -> {
          if (state.bindings.removeIf(binding -> binding.connection() == connection)) {
            silence(key, state, connection);
          }
          return state.bindings.isEmpty() ? null : state;
        });
    if (next == null || !next.app().equals(user.app())) {
      exit(new Destination.OfAll(user.app()), connection);
    }
  }

  /** Ends what a connection receives for its user. Within the user's entry. */
  private void silence(Destination.OfUser user, User state, Connection connection) {
    exit(user, connection);
    state.topics.forEach(topic -> exit(topic, connection));
  }

  private CompletionStage<Void> enter(Destination destination, Connection connection) {
    List<CompletionStage<Void>> reachable = new ArrayList<>(1);
    subscribers.compute(
        destination,
        (key, present) -> {
          Subscribers all = present;
          if (all == null) {
            all = new Subscribers(lanes);
            reachable.add(exchange.interest(key));
          }
          all.add(connection);
          return all;
        });
    return reachable.isEmpty() ? CompletableFuture.completedFuture(null) : reachable.get(0);
  }

  private void exit(Destination destination, Connection connection) {
    subscribers.computeIfPresent(
        destination,
        (key, all) -> {
          all.remove(connection);
          if (!all.isEmpty()) {
            return all;
          }
          exchange.uninterest(key);
          return null;
        });
  }
}
