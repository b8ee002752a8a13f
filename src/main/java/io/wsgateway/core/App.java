package io.wsgateway.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What code in the same server can do in one app, whatever node a connection is on: {@code
 * gateway.app("shop").sendToUser("ann", "hello")}.
 *
 * <p>Safe for any thread, and no method waits. A stage is complete when the nodes concerned have
 * answered or {@code gateway.node.question-timeout} has passed; a {@link ClusterAnswer} names those
 * that did not answer. It completes on a thread of the gateway, or at once on the caller's: what
 * takes its time goes behind an {@code Async} method with an executor of the application's.
 * Connections, users and topics that nobody knows are no error: what is asked about them is
 * answered with nothing, and what is sent to them reaches nobody. Names that cannot be ({@link
 * ErrorCode#BAD_NAME}) and content that is too large or too much are a {@link GatewayException},
 * thrown at once; what another node refuses fails the stage with one.
 */
public final class App {
  private final String name;
  private final Gateway gateway;
  private final Names names;
  private final Census census;
  private final Questions questions;
  private final DelayedPushes delayed;
  private final Reports reports;

  App(
      String name,
      Gateway gateway,
      Names names,
      Census census,
      Questions questions,
      DelayedPushes delayed,
      Reports reports) {
    this.name = name;
    this.gateway = gateway;
    this.names = names;
    this.census = census;
    this.questions = questions;
    this.delayed = delayed;
    this.reports = reports;
  }

  /** The app's name. */
  public String name() {
    return name;
  }

  // --- sending -----------------------------------------------------------------------------------

  /** Sends a text to every connection of the app. */
  public CompletionStage<Receipt> sendToAll(String text) {
    return sendToAll(Payload.text(text), PublishOptions.NONE);
  }

  /** Sends to every connection of the app that is not excluded. */
  public CompletionStage<Receipt> sendToAll(Payload payload, PublishOptions options) {
    return gateway.publish(gateway.toAll(name), payload, options);
  }

  /** Sends a text to one connection. */
  public CompletionStage<Receipt> sendToConnection(long connection, String text) {
    return sendToConnection(connection, Payload.text(text), PublishOptions.NONE);
  }

  /** Sends to one connection. */
  public CompletionStage<Receipt> sendToConnection(
      long connection, Payload payload, PublishOptions options) {
    return gateway.publish(gateway.toConnection(name, connection), payload, options);
  }

  /** Sends to several connections; all names are checked before the first is sent to. */
  public CompletionStage<List<Receipt>> sendToConnections(
      Collection<Long> connections, Payload payload, PublishOptions options) {
    return gateway.publishToEach(
        connections.stream().map(id -> gateway.toConnection(name, id)).toList(), payload, options);
  }

  /** Sends a text to every connection of a user. */
  public CompletionStage<Receipt> sendToUser(String user, String text) {
    return sendToUser(user, Payload.text(text), PublishOptions.NONE);
  }

  /** Sends to every connection of a user that is not excluded. */
  public CompletionStage<Receipt> sendToUser(String user, Payload payload, PublishOptions options) {
    return gateway.publish(gateway.toUser(name, user), payload, options);
  }

  /** Sends to several users; all names are checked before the first is sent to. */
  public CompletionStage<List<Receipt>> sendToUsers(
      Collection<String> users, Payload payload, PublishOptions options) {
    return gateway.publishToEach(
        users.stream().map(user -> gateway.toUser(name, user)).toList(), payload, options);
  }

  /** Sends a text to every connection in a topic. */
  public CompletionStage<Receipt> sendToTopic(String topic, String text) {
    return sendToTopic(topic, Payload.text(text), PublishOptions.NONE);
  }

  /** Sends to every connection in a topic that is not excluded. */
  public CompletionStage<Receipt> sendToTopic(
      String topic, Payload payload, PublishOptions options) {
    return gateway.publish(gateway.toTopic(name, topic), payload, options);
  }

  /** Sends to several topics; who is in two of them gets it twice. */
  public CompletionStage<List<Receipt>> sendToTopics(
      Collection<String> topics, Payload payload, PublishOptions options) {
    return gateway.publishToEach(
        topics.stream().map(topic -> gateway.toTopic(name, topic)).toList(), payload, options);
  }

  // --- sending later -----------------------------------------------------------------------------

  /**
   * Sends at a time; one in the past is now. To whom is checked now: see {@link Gateway#toUser} and
   * the like.
   *
   * @throws GatewayException {@link ErrorCode#BAD_REQUEST} if it is further ahead than {@code
   *     gateway.schedules.max-delay}. The stage fails with {@link ErrorCode#LIMIT} if as many
   *     pushes wait as may
   */
  public CompletionStage<DelayedPush> schedule(
      Destination destination, Payload payload, PublishOptions options, Instant due) {
    if (!destination.app().equals(name)) {
      throw new GatewayException(
          ErrorCode.FORBIDDEN, "The destination is of another app than " + name);
    }
    gateway.requireFits(payload);
    return delayed.add(destination, payload, options, due);
  }

  /** Sends after a delay. */
  public CompletionStage<DelayedPush> schedule(
      Destination destination, Payload payload, PublishOptions options, Duration delay) {
    boolean countable = delay.abs().compareTo(Duration.ofDays(100_000)) < 0;
    Instant due = countable ? Instant.now().plus(delay) : Instant.MAX;
    return schedule(destination, payload, options, delay.isNegative() ? Instant.now() : due);
  }

  /** Takes back a delayed push. Whether it still waited and is not sent. */
  public CompletionStage<Boolean> cancel(String id) {
    return delayed.cancel(name, id);
  }

  /** A delayed push, if it still waits. */
  public CompletionStage<Optional<DelayedPush>> scheduled(String id) {
    return delayed.find(name, id);
  }

  // --- connections and users ---------------------------------------------------------------------

  /** Says who is behind a connection, instead of whoever was. Whether the connection is there. */
  public CompletionStage<ClusterAnswer<Boolean>> bind(long connection, String user) {
    return tell(Question.Kind.BIND, connection, names.user(user));
  }

  /** Nobody is behind a connection any more. Whether the connection is there. */
  public CompletionStage<ClusterAnswer<Boolean>> unbind(long connection) {
    return tell(Question.Kind.UNBIND, connection);
  }

  /** Whether a connection is open. */
  public CompletionStage<ClusterAnswer<Boolean>> isConnected(long connection) {
    return tell(Question.Kind.IS_CONNECTED, connection);
  }

  /** Who is behind a connection. */
  public CompletionStage<ClusterAnswer<Optional<String>>> userOf(long connection) {
    return questions
        .askOwner(Question.about(Question.Kind.USER_OF, name, connection))
        .thenApply(answer -> answer.map(one -> one.names().stream().findFirst()));
  }

  /** Whether a user has a connection. */
  public CompletionStage<ClusterAnswer<Boolean>> isUserOnline(String user) {
    return census.any(Question.about(Question.Kind.IS_USER_ONLINE, name, names.user(user)));
  }

  /** The connections of a user, sorted. */
  public CompletionStage<ClusterAnswer<List<Long>>> connectionsOf(String user) {
    return census.allNumbers(Question.about(Question.Kind.CONNECTIONS_OF, name, names.user(user)));
  }

  /**
   * Closes a connection after everything it was sent before. Whether the connection is there.
   *
   * @param code see {@link DisconnectReason#application}
   */
  public CompletionStage<ClusterAnswer<Boolean>> close(long connection, int code, String reason) {
    DisconnectReason checked = DisconnectReason.application(code, reason);
    return tell(Question.Kind.CLOSE, connection, Integer.toString(checked.code()), checked.text());
  }

  /** Closes all connections of a user. How many there were. */
  public CompletionStage<ClusterAnswer<Long>> closeUser(String user, int code, String reason) {
    DisconnectReason checked = DisconnectReason.application(code, reason);
    return census.sum(
        Question.about(
            Question.Kind.CLOSE_USER,
            name,
            names.user(user),
            Integer.toString(checked.code()),
            checked.text()));
  }

  /** What applications have noted about a connection; nothing if it is not there. */
  public CompletionStage<ClusterAnswer<Map<String, String>>> info(long connection) {
    return questions
        .askOwner(Question.about(Question.Kind.INFO, name, connection))
        .thenApply(answer -> answer.map(Answer::info));
  }

  /**
   * Replaces what is noted about a connection. Whether the connection is there. More than {@code
   * gateway.info.max-size} is refused with {@link ErrorCode#LIMIT}.
   */
  public CompletionStage<ClusterAnswer<Boolean>> setInfo(
      long connection, Map<String, String> info) {
    return found(Question.about(Question.Kind.SET_INFO, name, connection).with(info));
  }

  /** Notes more about a connection, or something else under a key that is there already. */
  public CompletionStage<ClusterAnswer<Boolean>> mergeInfo(
      long connection, Map<String, String> info) {
    return found(Question.about(Question.Kind.MERGE_INFO, name, connection).with(info));
  }

  // --- looking for trouble -----------------------------------------------------------------------

  /** What is known of a user: its topics, its connections, and what went wrong with them. */
  public CompletionStage<ClusterAnswer<Report>> report(String user) {
    return reports.ofUser(new Destination.OfUser(name, names.user(user)));
  }

  /** What is known of a connection; nothing if it was never there, or long ago. */
  public CompletionStage<ClusterAnswer<Report>> report(long connection) {
    return reports.ofConnection(name, connection);
  }

  /**
   * Watches a user on all nodes.
   *
   * @throws GatewayException {@link ErrorCode#LIMIT} if there are {@link Watches#MAX} already
   */
  public Watches.Watch watchUser(String user, Watches.Listener listener) {
    return gateway.watches().start(new Destination.OfUser(name, names.user(user)), listener);
  }

  /** Watches a topic on all nodes, as {@link #watchUser} does a user. */
  public Watches.Watch watchTopic(String topic, Watches.Listener listener) {
    return gateway.watches().start(new Destination.OfTopic(name, names.topic(topic)), listener);
  }

  // --- topics ------------------------------------------------------------------------------------

  /**
   * A connection joins a topic and is in it until it leaves or closes; again is the same as once.
   * Whether the connection is there.
   */
  public CompletionStage<ClusterAnswer<Boolean>> join(long connection, String topic) {
    return tell(Question.Kind.JOIN, connection, names.topic(topic));
  }

  /** A connection leaves a topic that it has joined. Whether it was in it. */
  public CompletionStage<ClusterAnswer<Boolean>> leave(long connection, String topic) {
    return tell(Question.Kind.LEAVE, connection, names.topic(topic));
  }

  /**
   * A user joins a topic with all its connections, and stays in it across reconnects until it
   * leaves or {@code gateway.membership.retention} has passed since it was last connected.
   */
  public CompletionStage<Void> joinUser(String user, String topic) {
    return gateway.join(null, name, user, topic);
  }

  /** A user leaves a topic with all its connections. */
  public CompletionStage<Void> leaveUser(String user, String topic) {
    return gateway.leave(null, name, user, topic);
  }

  /** Connections and users all leave a topic. How many connections were in it. */
  public CompletionStage<ClusterAnswer<Long>> disband(String topic) {
    return census.disband(new Destination.OfTopic(name, names.topic(topic)));
  }

  // --- counts and lists --------------------------------------------------------------------------

  /** How many connections the app has. */
  public CompletionStage<ClusterAnswer<Long>> countConnections() {
    return countConnections("");
  }

  /** How many connections the app has whose clients speak that dialect. */
  public CompletionStage<ClusterAnswer<Long>> countConnections(String dialect) {
    return census.sum(Question.about(Question.Kind.COUNT_CONNECTIONS, name, dialect));
  }

  /** How many users are connected. */
  public CompletionStage<ClusterAnswer<Long>> countUsers() {
    return census.distinct(Question.about(Question.Kind.HASHES_OF_USERS, name));
  }

  /** How many topics have a connection in them. */
  public CompletionStage<ClusterAnswer<Long>> countTopics() {
    return census.distinct(Question.about(Question.Kind.HASHES_OF_TOPICS, name));
  }

  /** How many connections are in a topic. */
  public CompletionStage<ClusterAnswer<Long>> countConnectionsIn(String topic) {
    return census.sum(Question.about(Question.Kind.COUNT_CONNECTIONS_IN, name, names.topic(topic)));
  }

  /** How many users are in a topic: members, connected or not, and users of its connections. */
  public CompletionStage<ClusterAnswer<Long>> countUsersIn(String topic) {
    return census.countUsersIn(new Destination.OfTopic(name, names.topic(topic)));
  }

  /** The app's connections, sorted by id. */
  public CompletionStage<ClusterAnswer<Slice<Long>>> connections(Page page) {
    return census.numbers(Question.Kind.CONNECTIONS, name, page);
  }

  /** The users that are connected, sorted. */
  public CompletionStage<ClusterAnswer<Slice<String>>> users(Page page) {
    return census.names(Question.Kind.USERS, name, page);
  }

  /** The topics that have a connection in them, sorted, and how many. */
  public CompletionStage<ClusterAnswer<Slice<TopicCount>>> topics(Page page) {
    return census.topics(name, page);
  }

  /** The connections in a topic, sorted by id. */
  public CompletionStage<ClusterAnswer<Slice<Long>>> connectionsIn(String topic, Page page) {
    return census.numbers(Question.Kind.CONNECTIONS_IN, name, page, names.topic(topic));
  }

  /** The users in a topic, as {@link #countUsersIn} counts them, sorted. */
  public CompletionStage<ClusterAnswer<Slice<String>>> usersIn(String topic, Page page) {
    return census.usersIn(new Destination.OfTopic(name, names.topic(topic)), page);
  }

  private CompletionStage<ClusterAnswer<Boolean>> tell(
      Question.Kind kind, long connection, String... arguments) {
    return found(Question.about(kind, name, connection, arguments));
  }

  private CompletionStage<ClusterAnswer<Boolean>> found(Question question) {
    return questions.askOwner(question).thenApply(answer -> answer.map(Answer::found));
  }
}
