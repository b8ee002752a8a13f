package io.wsgateway.core;

import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.OutboxConfig;
import io.wsgateway.config.UserConnections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How connections come, say who they are, and go. Safe for any thread. */
final class Connections {
  private final Ids ids;
  private final GatewayConfig config;
  private final Directory directory;
  private final Delivery delivery;
  private final OutboxWatch outboxes;
  private final Membership membership;
  private final MembershipUpkeep upkeep;
  private final BindingClock clock;
  private final Events events;
  private final Counters counters;
  private final Messenger messenger;
  private final Admission admission;
  private final Audit audit;
  private final ProofExpiry expiry;
  private final Contest contest;
  private final Timers timers;
  private final Lookout lookout;
  private final Drain drain;
  // Only the thread that sweeps.
  private Set<Connection> ended = Set.of();

  Connections(
      GatewayParts parts,
      MembershipUpkeep upkeep,
      BindingClock clock,
      Messenger messenger,
      ProofExpiry expiry,
      Questions questions,
      Drain drain,
      Lookout lookout) {
    this.drain = drain;
    ids = parts.ids();
    config = parts.config();
    directory = parts.directory();
    delivery = parts.delivery();
    config.onReload(() -> delivery.setLimits(DeliveryLimits.of(config.node())));
    outboxes = new OutboxWatch(directory::connections, delivery, System::nanoTime);
    membership = parts.membership();
    events = parts.events();
    counters = parts.counters();
    audit = parts.audit();
    admission = new Admission(parts.rules(), audit);
    this.upkeep = upkeep;
    this.lookout = lookout;
    this.expiry = expiry;
    this.clock = clock;
    this.messenger = messenger;
    timers = parts.timers();
    contest = new Contest(config::apps, questions, clock, timers);
  }

  Connection add(Dialect dialect, Transport transport, Visitor visitor, @Nullable String app) {
    drain.requireOpen();
    long id = ids.nextConnection();
    Lane lane = delivery.laneFor(id);
    Outbox outbox = new Outbox(transport, lane);
    Connection connection =
        new Connection(id, dialect, app, lane, outbox, events.newQueue(), visitor);
    admission.admit(connection);
    outbox.setOwner(new Owner(connection));
    directory.add(connection);
    counters.connected(dialect);
    events.fire(connection, new ConnectionEvent.Connected(ConnectionEvent.Origin.of(connection)));
    closeIfUnserved(connection);
    return connection;
  }

  /** Notes and does what follows from what becomes of an outbox. */
  private final class Owner implements Outbox.Owner {
    private final Connection connection;

    Owner(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void closed(DisconnectReason reason) {
      audit.closed(connection, reason);
      gone(connection, reason.code(), reason.text());
    }

    @Override
    public void dropped(Counters.Drop why, int messages) {
      audit.incidents().dropped(connection, why, messages);
    }

    @Override
    public OutboxConfig.Policy policy() {
      String app = connection.app();
      AppsConfig apps = config.apps();
      return (app == null ? apps.defaults() : apps.get(app)).outboxPolicy();
    }
  }

  /** Closes connections of apps that are not served, since the configuration was reloaded. */
  void closeUnserved() {
    directory.connections().forEach(this::closeIfUnserved);
  }

  /** Asked also of each that has come, which may have happened during a reload. */
  private void closeIfUnserved(Connection connection) {
    String app = connection.app();
    if (app != null && !config.apps().serves(app)) {
      close(connection, DisconnectReason.APP_NOT_SERVED);
    }
  }

  private void close(Connection connection, DisconnectReason reason) {
    delivery.close(connection, reason);
    timers.after(Gateway.CLOSE_PATIENCE, () -> connection.outbox().close(reason));
  }

  /** Done when publications of other nodes reach the user here. */
  CompletionStage<Void> bind(Connection connection, Destination.OfUser user, Identity identity) {
    String fixed = connection.fixedApp();
    if (fixed != null && !fixed.equals(user.app())) {
      throw new GatewayException(
          ErrorCode.FORBIDDEN,
          "The connection belongs to the app " + fixed + ", not to " + user.app());
    }
    Destination.OfUser before;
    Directory.Bound bound;
    long now;
    // One after the other, so that rules count for each connection whom it really is of.
    synchronized (connection) {
      before = connection.user();
      admission.bind(connection, user, identity);
      if (before != null && !before.equals(user)) {
        admission.unbind(connection, before);
      }
      connection.setIdentity(identity);
      now = clock.next();
      bound = directory.bind(connection, user, now);
      if (bound == null) {
        admission.unbind(connection, user);
        return CompletableFuture.completedFuture(null);
      }
    }
    if (before != null && !before.equals(user)) {
      membership.touch(before);
    }
    UserConnections policy = config.apps().get(user.app()).userConnections();
    if (policy.equals(UserConnections.LATEST)) {
      messenger.tell(user, new NodeMessage.Superseded(user, connection.id(), now));
    }
    if (bound.firstHere()) {
      // Only once other nodes reach this user can no change of its topics be missed.
      bound.reachable().thenRun(() -> upkeep.welcome(user));
    }
    if (policy.closes() && bound.time() == now) {
      bound.reachable().thenRun(() -> contest.hold(user, now));
    }
    expiry.watch(connection);
    events.fire(connection, new ConnectionEvent.Bound(ConnectionEvent.Origin.of(connection)));
    closeIfUnserved(connection);
    return bound.reachable();
  }

  /**
   * The connections that a user has here.
   *
   * @param time when another node has bound one; any that is bound here from now on is later
   */
  Answer bindings(Destination.OfUser user, long time) {
    clock.heard(time);
    return Contest.answer(directory.entrants(user));
  }

  /**
   * A connection is one too many for its user, and is closed.
   *
   * @param time when it was bound; if it was bound anew meanwhile, it stays
   * @return whether it is closed
   */
  boolean gaveWay(Connection connection, Destination.OfUser user, long time) {
    DisconnectReason reason = contest.reason(user.app());
    boolean still =
        directory.entrants(user).stream()
            .anyMatch(one -> one.connection() == connection.id() && one.time() == time);
    if (reason == null || !still) {
      return false;
    }
    if (reason.equals(DisconnectReason.TOO_MANY_CONNECTIONS)) {
      audit.refused(connection, "bind", Refusal.CONNECTIONS, reason.text());
    }
    close(connection, reason);
    return true;
  }

  boolean heard(Connection connection, int bytes) {
    if (connection.outbox().isClosed()) {
      return false;
    }
    try {
      admission.heard(connection, bytes);
      return true;
    } catch (GatewayException e) {
      DisconnectReason reason = e.close();
      if (reason != null) {
        connection.outbox().close(reason);
      }
      return false;
    }
  }

  /** What a connection that is nobody's has proved all the same. */
  void prove(Connection connection, Identity identity) {
    connection.setIdentity(identity);
    expiry.watch(connection);
  }

  void unbind(Connection connection) {
    Destination.OfUser goneFromHere;
    synchronized (connection) {
      Destination.OfUser before = connection.user();
      goneFromHere = directory.unbind(connection);
      connection.setIdentity(Identity.CLAIMED);
      if (before != null) {
        admission.unbind(connection, before);
      }
    }
    if (goneFromHere != null) {
      membership.touch(goneFromHere);
    }
  }

  void gone(Connection connection, int code, String reason) {
    if (!connection.markGone()) {
      return;
    }
    if (connection.outbox().socketGone()) {
      counters.ended(code);
    }
    // The gateway's own limit, or the container's.
    if (code == DisconnectReason.TOO_LARGE.code()) {
      audit.refused(connection, "message", Refusal.SIZE, DisconnectReason.TOO_LARGE.text());
    }
    admission.gone(connection);
    Runnable whenGone = connection.whenGone();
    if (whenGone != null) {
      whenGone.run();
    }
    Runnable lastWords = connection.lastWords();
    if (lastWords == null
        || !events.runLast(connection, lastWords, () -> remove(connection, code, reason))) {
      remove(connection, code, reason);
    }
  }

  /** Keeps the memory of all outboxes bounded. Called by one thread, often. */
  void relieve() {
    outboxes.relieve();
  }

  /**
   * Takes out connections whose end the container has not told of: those that had ended before the
   * last call already; and those to which a write takes too long. Called by one thread, every now
   * and then.
   */
  void sweep() {
    outboxes.sweep();
    Set<Connection> found = new HashSet<>();
    for (Connection connection : directory.connections()) {
      if (!connection.outbox().isOpen()) {
        found.add(connection);
      }
    }
    found.stream()
        .filter(ended::contains)
        .forEach(connection -> connection.outbox().close(DisconnectReason.LOST));
    ended = found;
  }

  private void remove(Connection connection, int code, String reason) {
    ConnectionEvent.Closed event =
        new ConnectionEvent.Closed(ConnectionEvent.Origin.of(connection), code, reason);
    lookout.closing(connection, code, reason);
    Directory.Removed removed = directory.remove(connection);
    if (removed == null) {
      return;
    }
    if (removed.goneFromHere() != null) {
      membership.touch(removed.goneFromHere());
    }
    events.fire(connection, event);
  }

  void setInfo(Connection connection, Map<String, String> info) {
    int size =
        info.entrySet().stream()
            .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
            .sum();
    int infoMaxSize = config.node().infoMaxSize();
    if (size > infoMaxSize) {
      throw new GatewayException(
          ErrorCode.LIMIT,
          "The info has "
              + size
              + " characters; at most "
              + infoMaxSize
              + " are kept (gateway.info.max-size)");
    }
    synchronized (connection) {
      connection.setInfo(info);
    }
  }

  void mergeInfo(Connection connection, Map<String, String> info) {
    synchronized (connection) {
      Map<String, String> all = new HashMap<>(connection.info());
      all.putAll(info);
      setInfo(connection, all);
    }
  }
}
