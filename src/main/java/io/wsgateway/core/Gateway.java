package io.wsgateway.core;

import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.UserConnections;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the gateway can do. Dialects bring it connections and what their clients say; back ends,
 * over HTTP or injected into application code in the same server ({@code @Inject Gateway}),
 * publish.
 *
 * <p>Safe for any thread; no method waits for a client, a broker or a store. What a caller does
 * wrong is a {@link GatewayException}, thrown or carried by the returned stage.
 */
public final class Gateway {
  private final Ids ids;
  private final Names names;
  private final AppsConfig apps;
  private final int maxPayload;
  private final OutboxLimits outboxLimits;
  private final Directory directory;
  private final Delivery delivery;
  private final Exchange exchange;
  private final Membership membership;
  private final MembershipUpkeep upkeep;
  private final BindingClock bindings = new BindingClock();
  private final Events events;
  private final Counters counters;

  Gateway(GatewayParts parts) {
    this.ids = parts.ids();
    this.names = new Names(parts.config().node().nameMaxLength());
    this.apps = parts.config().apps();
    this.maxPayload = parts.config().node().messageMaxSize();
    this.outboxLimits =
        new OutboxLimits(
            parts.config().node().outboxMaxMessages(), parts.config().node().outboxMaxSize());
    this.directory = parts.directory();
    this.delivery = parts.delivery();
    this.exchange = parts.exchange();
    this.membership = parts.membership();
    this.upkeep =
        new MembershipUpkeep(
            directory,
            membership,
            latest -> tell(latest.user(), latest),
            parts.executor(),
            parts.config().membership());
    this.events = parts.events();
    this.counters = parts.counters();
  }

  // --- connections -------------------------------------------------------------------------------

  /** Takes in a WebSocket that a client has opened. It can be found from now on. */
  public Connection connect(Dialect dialect, Transport transport) {
    long id = ids.next();
    Outbox outbox = new Outbox(transport, outboxLimits, counters);
    Connection connection =
        new Connection(id, dialect, delivery.laneFor(id), outbox, events.newQueue());
    outbox.whenClosed(reason -> disconnected(connection, reason.code(), reason.text()));
    directory.add(connection);
    events.fire(connection, new ConnectionEvent.Connected(ConnectionEvent.Origin.of(connection)));
    return connection;
  }

  /**
   * Says who is behind a connection, instead of whoever was. The user is in its topics again as
   * soon as they are known.
   */
  public void bind(Connection connection, String app, String userName) {
    Destination.OfUser user = new Destination.OfUser(served(app), names.user(userName));
    long now = bindings.next();
    Destination.OfUser before = connection.user();
    Directory.Bound bound = directory.bind(connection, user, now);
    if (bound == null) {
      return;
    }
    if (before != null && !before.equals(user)) {
      membership.touch(before);
    }
    if (apps.get(app).userConnections() == UserConnections.LATEST) {
      tell(user, new NodeMessage.Superseded(user, connection.id(), now));
    }
    if (bound.firstHere()) {
      // Only once other nodes reach this user can no change of its topics be missed.
      bound.reachable().thenRun(() -> upkeep.welcome(user));
    }
    events.fire(connection, new ConnectionEvent.Bound(ConnectionEvent.Origin.of(connection)));
  }

  /** Sends to one connection, in order with everything else it gets. */
  public void send(Connection connection, Payload payload) {
    delivery.send(connection, payload);
  }

  /** Closes a connection after everything it was sent before. */
  public void close(Connection connection, DisconnectReason reason) {
    delivery.close(connection, reason);
  }

  /**
   * A client's WebSocket is closed, by whomever. Calling it again has no effect.
   *
   * @param code the WebSocket close code, 1006 if there was none
   */
  public void disconnected(Connection connection, int code, String reason) {
    ConnectionEvent.Closed event =
        new ConnectionEvent.Closed(ConnectionEvent.Origin.of(connection), code, reason);
    Directory.Removed removed = directory.remove(connection);
    if (removed == null) {
      return;
    }
    connection.outbox().socketGone();
    if (removed.goneFromHere() != null) {
      membership.touch(removed.goneFromHere());
    }
    events.fire(connection, event);
  }

  // --- topics ------------------------------------------------------------------------------------

  /**
   * A user joins a topic with all its connections on all nodes, and stays in it across reconnects.
   * Who asks need not be that user.
   *
   * @param by the connection that asks
   * @return done when it is remembered
   */
  public CompletionStage<Void> join(Connection by, String app, String userName, String topicName) {
    Destination.OfUser user = new Destination.OfUser(served(app), names.user(userName));
    Destination.OfTopic topic = new Destination.OfTopic(app, names.topic(topicName));
    directory.join(user, topic);
    return membership
        .join(topic, userName)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                // Once more: the answer to an older question may have undone it.
                directory.join(user, topic);
                tell(user, new NodeMessage.Joined(topic, userName));
                events.fire(
                    by, new ConnectionEvent.Joined(ConnectionEvent.Origin.of(by), topic, userName));
              } else {
                directory.leave(user, topic);
              }
            });
  }

  /** A user leaves a topic with all its connections on all nodes. */
  public CompletionStage<Void> leave(Connection by, String app, String userName, String topicName) {
    Destination.OfUser user = new Destination.OfUser(served(app), names.user(userName));
    Destination.OfTopic topic = new Destination.OfTopic(app, names.topic(topicName));
    directory.leave(user, topic);
    return membership
        .leave(topic, userName)
        .thenRun(
            () -> {
              directory.leave(user, topic);
              tell(user, new NodeMessage.Left(topic, userName));
              events.fire(
                  by, new ConnectionEvent.Left(ConnectionEvent.Origin.of(by), topic, userName));
            });
  }

  /** The users that are in a topic, connected or not. */
  public CompletionStage<Collection<String>> usersIn(String app, String topicName) {
    return membership.usersIn(new Destination.OfTopic(served(app), names.topic(topicName)));
  }

  // --- publishing --------------------------------------------------------------------------------

  /** A checked destination: one user. */
  public Destination toUser(String app, String user) {
    return new Destination.OfUser(served(app), names.user(user));
  }

  /** A checked destination: the members of one topic. */
  public Destination toTopic(String app, String topic) {
    return new Destination.OfTopic(served(app), names.topic(topic));
  }

  /**
   * Publishes: this node's connections get it at once, and the exchange carries it to the others.
   *
   * @return the receipt, complete when the exchange knows; that it is returned at all means the
   *     publication is accepted
   * @throws GatewayException {@link ErrorCode#TOO_LARGE} or {@link ErrorCode#OVERLOADED}; nobody
   *     gets it then
   */
  public CompletionStage<Receipt> publish(
      Destination destination, Payload payload, PublishOptions options) {
    if (payload.size() > maxPayload) {
      throw new GatewayException(
          ErrorCode.TOO_LARGE,
          "The content has " + payload.size() + " bytes; at most " + maxPayload + " are allowed");
    }
    Publication publication =
        new Publication(
            ids.next(),
            destination,
            payload,
            options.sender(),
            options.excluded(),
            System.currentTimeMillis());
    Audience audience = directory.audience(destination);
    if (!delivery.publish(publication, audience)) {
      throw new GatewayException(
          ErrorCode.OVERLOADED,
          "As many publications wait for delivery as this node can hold; try again in a second");
    }
    counters.published();
    return send(destination, new NodeMessage.Published(publication))
        .thenApply(reach -> new Receipt(publication.id(), audience.size(), reach));
  }

  /** Keeps the topics of users right. */
  MembershipUpkeep upkeep() {
    return upkeep;
  }

  // --- between nodes -----------------------------------------------------------------------------

  /** What other nodes say. Called by the exchange. */
  void receive(byte[] bytes) {
    if (Envelope.isFrom(ids.node(), bytes)) {
      return;
    }
    NodeMessage message = Envelope.decode(bytes).orElse(null);
    if (message == null) {
      counters.dropped(Counters.Drop.UNKNOWN_ENVELOPE, 1);
    } else if (message instanceof NodeMessage.Published published) {
      Publication publication = published.publication();
      counters.received();
      if (!delivery.publish(publication, directory.audience(publication.destination()))) {
        counters.dropped(Counters.Drop.OVERLOADED, 1);
      }
    } else if (message instanceof NodeMessage.Joined joined) {
      directory.join(new Destination.OfUser(joined.topic().app(), joined.user()), joined.topic());
    } else if (message instanceof NodeMessage.Left left) {
      directory.leave(new Destination.OfUser(left.topic().app(), left.user()), left.topic());
    } else if (message instanceof NodeMessage.Superseded superseded) {
      bindings.heard(superseded.time());
      directory.supersede(superseded.user(), superseded.connection(), superseded.time());
    }
  }

  private void tell(Destination destination, NodeMessage message) {
    send(destination, message);
  }

  private CompletionStage<Receipt.Reach> send(Destination destination, NodeMessage message) {
    if (destination instanceof Destination.OfConnection one
        && Ids.nodeOf(one.connection()) == ids.node()) {
      return CompletableFuture.completedFuture(Receipt.Reach.NONE);
    }
    return exchange.publish(destination, Envelope.encode(ids.node(), message));
  }

  private String served(String app) {
    names.app(app);
    if (!apps.serves(app)) {
      throw new GatewayException(
          ErrorCode.UNKNOWN_APP,
          "The app '"
              + app
              + "' is not served here; list it in gateway.apps or set gateway.apps.closed=false");
    }
    return app;
  }
}
