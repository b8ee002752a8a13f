package io.wsgateway.core;

import io.wsgateway.config.UserConnections;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected to this node: connections by id, users with their connections and topics, and
 * who is meant by every destination.
 *
 * <p>Safe for any thread. Changes to one connection are made under its monitor, changes to one user
 * within its entry of {@link #users}, changes to one destination within its entry of {@link
 * Audiences}, always in that order. Nothing is sent or closed meanwhile; the exchange only notes
 * the change of interest.
 */
final class Directory {
  private final Audiences audiences;
  private final Function<String, UserConnections> policies;
  private final Predicate<String> open;
  private final Map<Long, Connection> connections = new ConcurrentHashMap<>();
  private final Map<Destination.OfUser, User> users = new ConcurrentHashMap<>();

  /**
   * @param lanes how many lanes deliver to the audiences
   * @param exchange is told what this node wants
   * @param open whether an app's connections hear what is for all before they are anybody's
   * @param policies who receives when a user has several connections, by app
   */
  Directory(
      int lanes,
      Exchange exchange,
      Predicate<String> open,
      Function<String, UserConnections> policies) {
    this.open = open;
    this.audiences = new Audiences(lanes, exchange);
    this.policies = policies;
  }

  /** A user that is connected here. Touched only within its entry of the map. */
  private static final class User {
    // In the order in which they were bound.
    final List<Binding> bindings = new ArrayList<>(1);
    // Most users are in none, or in one: then it is immutable, which takes a sixth of the memory.
    Set<Destination.OfTopic> topics = Set.of();

    boolean join(Destination.OfTopic topic) {
      if (topics.contains(topic)) {
        return false;
      }
      if (topics.isEmpty()) {
        topics = Set.of(topic);
        return true;
      }
      if (topics.size() == 1) {
        Set<Destination.OfTopic> two = new HashSet<>(4);
        two.addAll(topics);
        topics = two;
      }
      return topics.add(topic);
    }

    boolean leave(Destination.OfTopic topic) {
      if (!topics.contains(topic)) {
        return false;
      }
      if (topics.size() == 1) {
        topics = Set.of();
      } else {
        topics.remove(topic);
        topics = topics.size() == 1 ? Set.copyOf(topics) : topics;
      }
      return true;
    }

    boolean isReceiving(Connection connection) {
      return bindings.stream().anyMatch(binding -> binding.connection() == connection);
    }

    long since(Connection connection, long otherwise) {
      return bindings.stream()
          .filter(binding -> binding.connection() == connection)
          .mapToLong(Binding::time)
          .findFirst()
          .orElse(otherwise);
    }
  }

  private record Binding(Connection connection, long time) {}

  /**
   * What became of a binding.
   *
   * @param time since when the connection is the user's
   */
  record Bound(boolean firstHere, long time, CompletionStage<Void> reachable) {}

  /** A removed connection, and its user if that has no other connection here now. */
  record Removed(Destination.@Nullable OfUser goneFromHere) {}

  void add(Connection connection) {
    synchronized (connection) {
      connections.put(connection.id(), connection);
      String app = connection.fixedApp();
      if (app != null && open.test(app)) {
        audiences.enter(new Destination.OfAll(app), connection);
      }
    }
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
    if (!policies.apply(user.app()).equals(UserConnections.LATEST)) {
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
      return connection == null || !one.app().equals(connection.app())
          ? Audience.Few.NOBODY
          : Audience.Few.NOBODY.with(connection);
    }
    return audiences.of(destination);
  }

  /**
   * A publication came from another node.
   *
   * @param number of {@link Sequences}, or 0
   * @return how many before it did not come
   */
  long missed(Destination destination, int sender, long number) {
    return number == 0 ? 0 : audiences.missed(destination, sender, number);
  }

  /**
   * Makes a connection a user's, instead of whose it was.
   *
   * @param time when, by a {@link BindingClock}; one that is the user's already keeps its time
   *     where that says which connections stay
   * @return whether it is the user's only one here, and when other nodes reach it; null if the
   *     connection is closed
   */
  @Nullable Bound bind(Connection connection, Destination.OfUser user, long time) {
    synchronized (connection) {
      if (connection.isRemoved()) {
        return null;
      }
      release(connection, user);
      connection.setUser(user);
      audiences.enter(new Destination.OfAll(user.app()), connection);
      UserConnections policy = policies.apply(user.app());
      AtomicBoolean firstHere = new AtomicBoolean();
      AtomicLong bindingTime = new AtomicLong();
      List<CompletionStage<Void>> reachable = new ArrayList<>(1);
      users.compute(
          user,
          (key, present) -> {
            User state = present == null ? new User() : present;
            firstHere.set(present == null);
            long since = policy.closes() ? state.since(connection, time) : time;
            bindingTime.set(since);
            state.bindings.removeIf(binding -> binding.connection() == connection);
            if (policy.equals(UserConnections.LATEST)) {
              state.bindings.forEach(older -> silence(key, state, older.connection()));
              state.bindings.clear();
            }
            state.bindings.add(new Binding(connection, since));
            // Within the entry: a binding made meanwhile would take it for an older one.
            reachable.add(audiences.enter(key, connection));
            state.topics.forEach(topic -> audiences.enter(topic, connection));
            return state;
          });
      return new Bound(firstHere.get(), bindingTime.get(), reachable.get(0));
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

  /**
   * A topic as those who are in it hold it, if there are any here: memberships do not each keep its
   * name.
   */
  Destination.OfTopic shared(Destination.OfTopic topic) {
    return audiences.shared(topic);
  }

  /** A user joined a topic, on whatever node. */
  void join(Destination.OfUser user, Destination.OfTopic meant) {
    Destination.OfTopic topic = shared(meant);
    users.computeIfPresent(
        user,
        (key, state) -> {
          if (state.join(topic)) {
            state.bindings.forEach(binding -> audiences.enter(topic, binding.connection()));
          }
          return state;
        });
  }

  /** A user left a topic, on whatever node. */
  void leave(Destination.OfUser user, Destination.OfTopic topic) {
    users.computeIfPresent(
        user,
        (key, state) -> {
          if (state.leave(topic)) {
            state.bindings.forEach(binding -> exitUnlessOwn(topic, binding.connection()));
          }
          return state;
        });
  }

  /**
   * Ends a connection's binding.
   *
   * @return the user, if it has no other connection here now
   */
  Destination.@Nullable OfUser unbind(Connection connection) {
    synchronized (connection) {
      Destination.OfUser user = connection.user();
      release(connection, null);
      connection.setUser(null);
      return user == null || users.containsKey(user) ? null : user;
    }
  }

  /**
   * A connection itself joins a topic.
   *
   * @param max how many topics it may be in
   * @return when other nodes reach it; null if it was in already, or is closed
   * @throws GatewayException {@link ErrorCode#LIMIT}
   */
  @Nullable CompletionStage<Void> join(Connection connection, Destination.OfTopic meant, int max) {
    Destination.OfTopic topic = shared(meant);
    synchronized (connection) {
      if (connection.isRemoved() || connection.owns(topic)) {
        return null;
      }
      if (connection.ownTopics().size() >= max) {
        throw new GatewayException(
            ErrorCode.LIMIT, "The connection is in " + max + " topics, as many as it may be");
      }
      return withinUser(
          connection,
          state -> {
            connection.ownTopics().add(topic);
            return audiences.enter(topic, connection);
          });
    }
  }

  /**
   * A connection itself leaves a topic. It stays in it as long as its user does.
   *
   * @return whether it was in
   */
  boolean leave(Connection connection, Destination.OfTopic topic) {
    synchronized (connection) {
      if (!connection.owns(topic)) {
        return false;
      }
      withinUser(
          connection,
          state -> {
            connection.ownTopics().remove(topic);
            if (state == null || !state.isReceiving(connection) || !state.topics.contains(topic)) {
              audiences.exit(topic, connection);
            }
            return topic;
          });
      return true;
    }
  }

  /** Does something while its user's topics do not change. Under the connection's monitor. */
  private <T> T withinUser(Connection connection, Function<@Nullable User, T> change) {
    Destination.OfUser user = connection.user();
    if (user == null) {
      return change.apply(null);
    }
    List<T> result = new ArrayList<>(1);
    users.compute(
        user,
        (key, state) -> {
          result.add(change.apply(state));
          return state;
        });
    return result.get(0);
  }

  /**
   * Takes a connection out of everything.
   *
   * @return null if it was not in anything any more
   */
  @Nullable Removed remove(Connection connection) {
    synchronized (connection) {
      if (connection.isRemoved()) {
        return null;
      }
      connection.markRemoved();
      connections.remove(connection.id());
      Destination.OfUser user = connection.user();
      release(connection, null);
      connection.ownTopics().forEach(topic -> audiences.exit(topic, connection));
      if (connection.fixedApp() != null) {
        audiences.exit(new Destination.OfAll(connection.fixedApp()), connection);
      }
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
    boolean otherApp = next == null || !next.app().equals(user.app());
    if (otherApp && connection.fixedApp() == null) {
      audiences.exit(new Destination.OfAll(user.app()), connection);
      // Its topics are the app's, and apps never see each other.
      connection.ownTopics().forEach(topic -> audiences.exit(topic, connection));
      connection.ownTopics().clear();
    }
  }

  /** Ends what a connection receives for its user. Within the user's entry. */
  private void silence(Destination.OfUser user, User state, Connection connection) {
    audiences.exit(user, connection);
    state.topics.forEach(topic -> exitUnlessOwn(topic, connection));
  }

  /** Ends what a connection gets for its user, unless it has joined the topic itself. */
  private void exitUnlessOwn(Destination.OfTopic topic, Connection connection) {
    if (!connection.owns(topic)) {
      audiences.exit(topic, connection);
    }
  }

  /** The connections that a user has here, without those that are being closed. */
  List<Contest.Entrant> entrants(Destination.OfUser user) {
    List<Contest.Entrant> entrants = new ArrayList<>();
    users.computeIfPresent(
        user,
        (key, state) -> {
          for (Binding binding : state.bindings) {
            Connection connection = binding.connection();
            if (!connection.outbox().isClosing()) {
              String device = connection.visitor().device();
              entrants.add(
                  new Contest.Entrant(
                      connection.id(), binding.time(), device == null ? "" : device));
            }
          }
          return state;
        });
    return entrants;
  }

  // --- questions ---------------------------------------------------------------------------------

  /** Whether a user has a connection here that receives. */
  boolean isOnline(Destination.OfUser user) {
    return users.containsKey(user);
  }

  /** The connections of this node that a destination means now. */
  List<Connection> members(Destination destination) {
    List<Connection> members = new ArrayList<>();
    audience(destination).forEach(members::add);
    return members;
  }

  /** Wants all again from an exchange that has begun anew. */
  void wantAgain() {
    audiences.wantAgain();
  }

  /** The destinations that have subscribers here, at some moment while this is walked. */
  Set<Destination> destinations() {
    return audiences.destinations();
  }
}
