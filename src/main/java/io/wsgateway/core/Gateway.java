package io.wsgateway.core;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.Reload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway can do. Dialects bring it connections and what their clients say; back ends,
 * over HTTP or injected into application code in the same server ({@code @Inject Gateway}),
 * publish. What applications need is mostly in {@link #app}; the rest is for dialects.
 *
 * <p>Safe for any thread; no method waits for a client, a broker or a store. What a caller does
 * wrong is a {@link GatewayException}, thrown or carried by the returned stage.
 */
public final class Gateway {
  /** How long a client that is to be closed may take to read what it was sent before. */
  static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  /** What was accepted is delivered by then, or a little later. */
  private static final Duration OVERLOAD_PAUSE = Duration.ofSeconds(1);

  private final Ids ids;
  private final Names names;
  private final GatewayConfig config;
  private final Directory directory;
  private final Delivery delivery;
  private final Exchange exchange;
  private final Membership membership;
  private final MembershipUpkeep upkeep;
  private final Timers timers;
  private final Events events;
  private final Counters counters;
  private final Audit audit;
  private final Messenger messenger;
  private final Nodes nodes;
  private final NumberClaim claim;
  private final Questions questions;
  private final QuestionDesk desk;
  private final Census census;
  private final DelayedPushes delayed;
  private final NodeMessages messages;
  private final Connections connections;
  private final Topics topics;
  private final BlockList blocks;
  private final Drain drain;
  // Only while they are counted, by one thread at a time.
  private final Set<String> namedApps = new HashSet<>();
  private final Pulse pulse;
  private final Figures figures;
  private final Watches watches;
  private final Reports reports;
  private final Operations operations;
  private final Health health;

  Gateway(GatewayParts parts) {
    ids = parts.ids();
    config = parts.config();
    names = new Names(() -> config.node().nameMaxLength());
    directory = parts.directory();
    delivery = parts.delivery();
    exchange = parts.exchange();
    membership = parts.membership();
    timers = parts.timers();
    events = parts.events();
    counters = parts.counters();
    audit = parts.audit();
    messenger = new Messenger(ids, exchange, counters);
    Instant since = Instant.now();
    nodes =
        new Nodes(
            () -> new NodeInfo(ids.node(), since, directory.connections().size()),
            exchange,
            parts.config().cluster().lease(),
            System::nanoTime);
    claim = new NumberClaim(ids, nodes, exchange, directory, this, parts.housekeeping());
    questions =
        new Questions(
            ids,
            nodes,
            exchange,
            this::answer,
            timers,
            parts.applications(),
            parts.housekeeping(),
            parts.config().cluster().questionTimeout());
    Recollection recollection =
        new Recollection(directory, membership, questions, exchange, nodes, messenger);
    upkeep =
        new MembershipUpkeep(
            directory,
            membership,
            recollection,
            messenger,
            parts.housekeeping(),
            parts.config().membership());
    drain =
        new Drain(
            directory::connections, this::close, timers, parts.config()::drain, System::nanoTime);
    watches = new Watches(ids, directory, exchange, timers, System::nanoTime);
    events.alsoTell(watches.lookout()::saw);
    audit.incidents().tell(watches.lookout()::refused);
    reports = new Reports(questions, membership);
    operations = new Operations(questions);
    BindingClock bindings = new BindingClock();
    connections =
        new Connections(
            parts,
            upkeep,
            bindings,
            messenger,
            new ProofExpiry(
                this, timers, () -> config.auth().expiryNotice(), InstantSource.system()),
            questions,
            drain,
            watches.lookout());
    topics =
        new Topics(
            parts.config().membership().maxTopicsPerUser(),
            directory,
            membership,
            events,
            recollection,
            messenger);
    blocks = new BlockList(this, parts, nodes, questions);
    pulse = new Pulse(ids, nodes.mark(), exchange, System::nanoTime);
    figures =
        new Figures(
            nodes,
            delivery,
            exchange,
            membership,
            counters,
            pulse,
            () -> Crowd.of(directory.connections(), parts.config().apps().names(), namedApps));
    health = new Health(figures, drain, parts.config());
    desk =
        new QuestionDesk(
            directory,
            membership,
            this,
            connections,
            topics,
            blocks.gossip(),
            new ReportDesk(directory, membership, audit.incidents()),
            new OperationsDesk(directory, figures, drain, health, parts.config(), audit));
    census = new Census(questions, membership, topics);
    delayed =
        new DelayedPushes(
            ids, parts.schedules(), this, parts.config().cluster().schedulesMaxDelay());
    messages =
        new NodeMessages(
            ids,
            directory,
            recollection,
            delivery,
            bindings,
            nodes,
            claim,
            questions,
            counters,
            blocks,
            pulse,
            watches);
    config.onReload(this::reloaded);
  }

  /** Another configuration is in force. */
  private void reloaded(Reload reload) {
    audit.changed(
        "configuration",
        "by",
        reload.by().isEmpty() ? null : reload.by(),
        "count",
        reload.changed().size(),
        "keys",
        String.join(" ", reload.changed()),
        "waiting",
        String.join(" ", reload.needRestart()));
    connections.closeUnserved();
  }

  // --- for applications --------------------------------------------------------------------------

  /**
   * Everything that can be done in an app.
   *
   * @throws GatewayException {@link ErrorCode#BAD_NAME}, or {@link ErrorCode#UNKNOWN_APP} if only
   *     listed apps are served and it is not
   */
  public App app(String name) {
    return new App(served(name), this, names, census, questions, delayed, reports);
  }

  /** The nodes that are alive, this one first. Others are known a second after they start. */
  public List<NodeInfo> nodes() {
    return nodes.all();
  }

  /** Who is shut out, in all apps. */
  public BlockList blocks() {
    return blocks;
  }

  /** What operators ask of nodes. */
  public Operations operations() {
    return operations;
  }

  /** Who watches users and topics over this node. */
  public Watches watches() {
    return watches;
  }

  /** Takes this node out, and back in. */
  public Drain drain() {
    return drain;
  }

  /** Whether this node is alive and may be sent clients. */
  public Health health() {
    return health;
  }

  /** How this node is doing, in numbers. */
  public Figures figures() {
    return figures;
  }

  // --- connections -------------------------------------------------------------------------------

  /**
   * Takes in a WebSocket whose client will say what app it belongs to.
   *
   * @throws GatewayException if it may not stay: the caller closes the transport, with {@link
   *     GatewayException#close()}
   */
  public Connection connect(Dialect dialect, Transport transport, Visitor visitor) {
    return connections.add(dialect, transport, visitor, null);
  }

  /**
   * Takes in a WebSocket of an app. It can be found from now on.
   *
   * @throws GatewayException if it may not stay: the caller closes the transport, with {@link
   *     GatewayException#close()}
   */
  public Connection connect(Dialect dialect, Transport transport, Visitor visitor, String app) {
    return connections.add(dialect, transport, visitor, served(app));
  }

  /**
   * A client has said something.
   *
   * @param bytes how much
   * @return whether it is to be looked at; if not, the client has said too much and is being closed
   *     if that is the rule
   */
  public boolean heard(Connection connection, int bytes) {
    return connections.heard(connection, bytes);
  }

  /** A client has not said in time who it is. Its dialect closes it. */
  public void tooLate(Connection connection) {
    audit.refused(connection, "login", Refusal.TIME, "did not say in time who it is");
  }

  /**
   * Tells a client that it may not do what it wanted, and closes it if that is the rule.
   *
   * @param answer in the dialect's way
   */
  public void refuse(Connection connection, GatewayException why, Payload answer) {
    // Those that name a refusal have been counted where they were found.
    if (why.refusal() == null) {
      audit.refused(
          connection, "command", Refusal.of(why.code()), String.valueOf(why.getMessage()));
    }
    delivery.send(connection, answer);
    DisconnectReason reason = why.close();
    if (reason != null) {
      close(connection, reason);
    }
  }

  /**
   * Says who is behind a connection, instead of whoever was. The user is in its topics again as
   * soon as they are known.
   *
   * @param app the connection's own, if it belongs to one already
   * @param identity what proves it; when that expires, the connection is closed with {@link
   *     DisconnectReason#TOKEN_EXPIRED} unless it was bound again by then
   * @return done when publications of other nodes reach the user here
   * @throws GatewayException {@link ErrorCode#BAD_NAME}, or what a rule says, see {@link #refuse}
   */
  public CompletionStage<Void> bind(
      Connection connection, String app, String userName, Identity identity) {
    return connections.bind(connection, userOf(app, userName), identity);
  }

  /** A connection that is nobody's has shown a proof, and ends with that. */
  public void prove(Connection connection, Identity identity) {
    connections.prove(connection, identity);
  }

  /** Nobody is behind a connection any more. */
  public void unbind(Connection connection) {
    connections.unbind(connection);
  }

  /** Sends to one connection, in order with everything else it gets. */
  public void send(Connection connection, Payload payload) {
    delivery.send(connection, payload);
  }

  /**
   * Sends to one connection, and then does something: whatever was published before does not see
   * what that changes, whatever is published afterwards does. It must not wait.
   */
  public void send(Connection connection, Payload payload, Runnable then) {
    delivery.send(connection, payload, then);
  }

  /** Sends a ping of the WebSocket protocol, in order with everything else. */
  public void ping(Connection connection) {
    delivery.send(connection, Payload.PING);
  }

  /**
   * Closes a connection after everything it was sent before, or after {@link #CLOSE_PATIENCE} if it
   * does not read that.
   */
  public void close(Connection connection, DisconnectReason reason) {
    delivery.close(connection, reason);
    timers.after(CLOSE_PATIENCE, () -> connection.outbox().close(reason));
  }

  /**
   * A client's WebSocket is closed, by whomever. Calling it again has no effect.
   *
   * @param code the WebSocket close code, 1006 if there was none
   */
  public void disconnected(Connection connection, int code, String reason) {
    connections.gone(connection, code, reason);
  }

  // --- what applications are told ----------------------------------------------------------------

  /** A client said something that is not for its dialect, but for applications. */
  public void said(Connection connection, Payload payload) {
    events.fire(
        connection, new ConnectionEvent.Message(ConnectionEvent.Origin.of(connection), payload));
  }

  /**
   * Runs code of an application on a managed thread: for one connection one at a time, and in order
   * with its events. If too much waits the connection is closed with {@link
   * DisconnectReason#SLOW_APPLICATION}. What the code throws is logged.
   */
  public void inOrder(Connection connection, Runnable work) {
    events.run(connection, work);
  }

  /** Does things later, for all connections together. */
  public Timers timers() {
    return timers;
  }

  // --- topics ------------------------------------------------------------------------------------

  /**
   * A connection itself joins a topic of its app, until it leaves or closes. Again is the same as
   * once.
   *
   * @return done when publications of other nodes reach it
   * @throws GatewayException {@link ErrorCode#BAD_NAME}; {@link ErrorCode#LIMIT} if it is in as
   *     many as {@code gateway.membership.max-topics-per-user} allows; {@link ErrorCode#FORBIDDEN}
   *     if it has no app yet
   */
  public CompletionStage<Void> join(Connection connection, String topicName) {
    return topics.join(connection, topicOf(connection, topicName));
  }

  /**
   * A connection leaves a topic that it has joined itself; if its user is a member, it stays in it.
   *
   * @return whether it was in
   */
  public boolean leave(Connection connection, String topicName) {
    return topics.leave(connection, topicOf(connection, topicName));
  }

  private Destination.OfTopic topicOf(Connection connection, String topicName) {
    String app = connection.app();
    if (app == null) {
      throw new GatewayException(
          ErrorCode.FORBIDDEN, "The connection has not said yet what app it belongs to");
    }
    return topicOf(app, topicName);
  }

  private Destination.OfTopic topicOf(String app, String topicName) {
    return new Destination.OfTopic(served(app), names.topic(topicName));
  }

  private Destination.OfUser userOf(String app, String userName) {
    return new Destination.OfUser(served(app), names.user(userName));
  }

  /**
   * A user joins a topic with all its connections on all nodes, and stays in it across reconnects.
   * Who asks need not be that user.
   *
   * @param by the connection that asks, or null if a back end does
   * @return done when it is remembered
   */
  public CompletionStage<Void> join(
      @Nullable Connection by, String app, String userName, String topicName) {
    return topics.join(by, userOf(app, userName), topicOf(app, topicName));
  }

  /** A user leaves a topic with all its connections on all nodes. */
  public CompletionStage<Void> leave(
      @Nullable Connection by, String app, String userName, String topicName) {
    return topics.leave(by, userOf(app, userName), topicOf(app, topicName));
  }

  /** The users that are members of a topic, connected or not. */
  public CompletionStage<? extends Collection<String>> usersIn(String app, String topicName) {
    return census.members(topicOf(app, topicName));
  }

  // --- publishing --------------------------------------------------------------------------------

  /** A checked destination: every connection of an app. */
  public Destination toAll(String app) {
    return new Destination.OfAll(served(app));
  }

  /** A checked destination: one connection, if it belongs to that app. */
  public Destination toConnection(String app, long connection) {
    return new Destination.OfConnection(served(app), connection);
  }

  /** A checked destination: one user. */
  public Destination toUser(String app, String user) {
    return userOf(app, user);
  }

  /** A checked destination: the members of one topic. */
  public Destination toTopic(String app, String topic) {
    return topicOf(app, topic);
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
    requireFits(payload);
    Publication publication =
        new Publication(ids.next(), destination, payload, options, System.currentTimeMillis());
    Audience audience = directory.audience(destination);
    Trail trail = watches.lookout().follow(publication, true);
    if (!delivery.publish(publication, audience, trail)) {
      audit.turnedAway(Refusal.OVERLOAD);
      throw new GatewayException(
              ErrorCode.OVERLOADED,
              "As much waits for delivery as this node can hold; try again in a second")
          .as(Refusal.OVERLOAD)
          .retryAfter(OVERLOAD_PAUSE);
    }
    counters.published();
    audit.pushed(publication, options.by(), audience.size());
    return messenger
        .publish(publication)
        .thenApply(reach -> new Receipt(publication.id(), audience.size(), reach));
  }

  /**
   * Publishes the same to several destinations, in their order.
   *
   * @throws GatewayException as {@link #publish}; the message says who has got it all the same
   */
  CompletionStage<List<Receipt>> publishToEach(
      List<Destination> destinations, Payload payload, PublishOptions options) {
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>(destinations.size());
    for (Destination destination : destinations) {
      try {
        receipts.add(publish(destination, payload, options).toCompletableFuture());
      } catch (GatewayException e) {
        throw e.afterSending(receipts.size(), destinations.size());
      }
    }
    return CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new))
        .thenApply(done -> receipts.stream().map(CompletableFuture::join).toList());
  }

  /** Refuses content that is too large. */
  void requireFits(Payload payload) {
    int most = config.node().messageMaxSize();
    if (payload.size() > most) {
      audit.refused("content", Refusal.SIZE, "bytes", payload.size());
      throw new GatewayException(
              ErrorCode.TOO_LARGE,
              "The content has " + payload.size() + " bytes; at most " + most + " are allowed")
          .as(Refusal.SIZE);
    }
  }

  // --- between nodes -----------------------------------------------------------------------------

  /** Takes out what containers have forgotten, and what is not read for too long. */
  void sweep() {
    connections.sweep();
  }

  /** Keeps the memory of what waits for clients bounded. */
  void relieve() {
    connections.relieve();
  }

  /** Keeps the topics of users right. */
  MembershipUpkeep upkeep() {
    return upkeep;
  }

  /** Keeps this node's number its own. */
  NumberClaim claim() {
    return claim;
  }

  /** Asks other nodes. */
  Questions questions() {
    return questions;
  }

  /** Measures how long the exchange takes. */
  Pulse pulse() {
    return pulse;
  }

  /** Who else is there. */
  Nodes cluster() {
    return nodes;
  }

  /** Publishes later. */
  DelayedPushes delayed() {
    return delayed;
  }

  Counters counters() {
    return counters;
  }

  Audit audit() {
    return audit;
  }

  /** What other nodes say. Called by the exchange. */
  void receive(byte[] bytes) {
    messages.receive(bytes);
  }

  private CompletionStage<Answer> answer(Question question) {
    return desk.answer(question);
  }

  private String served(String app) {
    names.app(app);
    if (!config.apps().serves(app)) {
      throw new GatewayException(
          ErrorCode.UNKNOWN_APP,
          "The app '"
              + app
              + "' is not served here; list it in gateway.apps or set gateway.apps.closed=false");
    }
    return app;
  }
}
