package io.wsgateway.push;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/**
 * Calls gateways on behalf of a back end, for one app.
 *
 * <pre>{@code
 * PushClient gateway =
 *     PushClient.builder().uri("https://push.example").app("shop").key(secret).build();
 *
 * Receipt receipt = gateway.pushToUser("ann", "Your order has left");
 * gateway.push(Message.text(Target.topics(List.of("news", "sport")), "It rains").from("bob"));
 * gateway.async().pushToAll("We are back").thenAccept(all -> log(all.connections()));
 * }</pre>
 *
 * <p>Safe for any thread, and meant to be made once and shared. Methods wait for the answer, at
 * most as long as {@link Retries#deadline} says and as long again for their turn; {@link #async}
 * has the same ones that do not. All throw {@link PushException} when the call has failed, and
 * {@link IllegalArgumentException} for what cannot be asked at all. A thread that is interrupted
 * stops waiting; its call goes on.
 *
 * <p>What fails for a reason that passes is tried again, at the next address if there are several,
 * see {@link Retries}. Pushes and schedules have an idempotency key, the same one at every try, so
 * that the gateway does once what it is asked for twice. Everything else may be done twice without
 * harm; only, what is told then is told by the last try: a {@code false} after a lost answer may
 * mean that the try before it did it.
 */
public final class PushClient implements AutoCloseable {
  private final AsyncPushClient async;
  private final AsyncPushClient waiting;
  private final Places places;

  PushClient(Connection connection, Places places, String app) {
    this.async = new AsyncPushClient(connection, places, app, false);
    this.waiting = new AsyncPushClient(connection, places, app, true);
    this.places = places;
  }

  /** Says what one is to be like. */
  public static PushClientBuilder builder() {
    return new PushClientBuilder();
  }

  /** The same client, for those who do not wait. */
  public AsyncPushClient async() {
    return async;
  }

  /** Pushes a text to all connections of a user. */
  public Receipt pushToUser(String user, String text) {
    return get(waiting.pushToUser(user, text));
  }

  /** Pushes a text to who is in a topic. */
  public Receipt pushToTopic(String topic, String text) {
    return get(waiting.pushToTopic(topic, text));
  }

  /** Pushes a text to one connection. */
  public Receipt pushToConnection(long id, String text) {
    return get(waiting.pushToConnection(id, text));
  }

  /** Pushes a text to every connection of the app. */
  public Receipt pushToAll(String text) {
    return get(waiting.pushToAll(text));
  }

  /**
   * Pushes a message to whoever is connected at this moment; nothing is stored for others.
   *
   * @return a receipt for each of its destinations, in their order
   */
  public List<Receipt> push(Message message) {
    return get(waiting.push(message));
  }

  /** Pushes many messages, of whatever number; the same as {@link #pushBatch(List, String)}. */
  public List<BatchResult> pushBatch(List<Message> messages) {
    return get(waiting.pushBatch(messages));
  }

  /**
   * Pushes many messages in their order. More than fit in one request (1,000, or 10,000
   * destinations, or 4 MiB) are sent as several, one after the other. A message that is refused
   * does not stop the others. When a request fails, its messages have its problem and those after
   * it {@code not-sent}; if it is the first one, there is a {@link PushException} instead.
   *
   * @param key of the whole batch, as in {@link Message#withKey} but up to 190 characters: the same
   *     messages pushed again with it go on where they were broken off
   * @return a result for each message, in their order
   */
  public List<BatchResult> pushBatch(List<Message> messages, String key) {
    return get(waiting.pushBatch(messages, key));
  }

  /** Pushes a message for one destination after a while, which is not negative. */
  public Schedule schedule(Message message, Duration delay) {
    return get(waiting.schedule(message, delay));
  }

  /** Pushes a message for one destination at a time; one that is past is now. */
  public Schedule schedule(Message message, Instant at) {
    return get(waiting.schedule(message, at));
  }

  /** A message that still waits for its time. */
  public Optional<Schedule> scheduled(String id) {
    return get(waiting.scheduled(id));
  }

  /** Takes back a message, and tells whether it was still waiting. */
  public boolean cancel(String id) {
    return get(waiting.cancel(id));
  }

  /** Whether a user has a connection. */
  public boolean isOnline(String user) {
    return get(waiting.isOnline(user));
  }

  /** A user's connections. */
  public UserState user(String user) {
    return get(waiting.user(user));
  }

  /**
   * The users that are connected, in the order of their names.
   *
   * @param limit how many at most, 1 to {@link Page#MAX}
   * @param after {@link Page#START}, or the {@link Page#next} of the part before
   */
  public Page<String> users(int limit, String after) {
    return get(waiting.users(limit, after));
  }

  /**
   * Closes all connections of a user, after what was pushed to them before.
   *
   * @param code of the close frame, such as 1000, or 4000 to 4999 for one's own
   * @param reason of the close frame, at most 123 bytes; may be empty
   */
  public Affected closeUser(String user, int code, String reason) {
    return get(waiting.closeUser(user, code, reason));
  }

  /** How many are in a topic. */
  public TopicState topic(String topic) {
    return get(waiting.topic(topic));
  }

  /** The topics that have connections, as {@link #users}. */
  public Page<TopicCount> topics(int limit, String after) {
    return get(waiting.topics(limit, after));
  }

  /**
   * The users in a topic: members, connected or not, and users of its connections; as {@link
   * #users}.
   */
  public Page<String> usersIn(String topic, int limit, String after) {
    return get(waiting.usersIn(topic, limit, after));
  }

  /** The ids of the connections in a topic, as {@link #users}. */
  public Page<Long> connectionsIn(String topic, int limit, String after) {
    return get(waiting.connectionsIn(topic, limit, after));
  }

  /** A user joins a topic, with all its connections, also those to come. */
  public void join(String user, String topic) {
    get(waiting.join(user, topic));
  }

  /** A user leaves a topic, if it was in. */
  public void leave(String user, String topic) {
    get(waiting.leave(user, topic));
  }

  /** A connection joins a topic until it closes; false if there is no such connection. */
  public boolean joinConnection(long id, String topic) {
    return get(waiting.joinConnection(id, topic));
  }

  /** A connection leaves what it has joined itself; false if it has not, or is none. */
  public boolean leaveConnection(long id, String topic) {
    return get(waiting.leaveConnection(id, topic));
  }

  /** Everybody leaves a topic. */
  public Affected disband(String topic) {
    return get(waiting.disband(topic));
  }

  /** The ids of the app's connections, as {@link #users}. */
  public Page<Long> connections(int limit, String after) {
    return get(waiting.connections(limit, after));
  }

  /** What is known about a connection. */
  public Optional<ConnectionState> connection(long id) {
    return get(waiting.connection(id));
  }

  /** Closes a connection, as {@link #closeUser}; false if there is no such connection. */
  public boolean close(long id, int code, String reason) {
    return get(waiting.close(id, code, reason));
  }

  /** Says whose a connection is, instead of whosever it was; false if there is none. */
  public boolean bind(long id, String user) {
    return get(waiting.bind(id, user));
  }

  /**
   * A connection is nobody's any more; false if there is no such connection. One of the reg dialect
   * belongs to an app by its user only, and then to none.
   */
  public boolean unbind(long id) {
    return get(waiting.unbind(id));
  }

  /** What back ends have noted about a connection. */
  public Optional<Map<String, String>> info(long id) {
    return get(waiting.info(id));
  }

  /** Replaces what is noted about a connection; false if there is no such connection. */
  public boolean setInfo(long id, Map<String, String> info) {
    return get(waiting.setInfo(id, info));
  }

  /** Adds to what is noted about a connection; false if there is no such connection. */
  public boolean mergeInfo(long id, Map<String, String> info) {
    return get(waiting.mergeInfo(id, info));
  }

  /** How much the app has. */
  public AppState app() {
    return get(waiting.app());
  }

  /** The nodes that are alive, the one that answers first. */
  public List<NodeState> nodes() {
    return get(waiting.nodes());
  }

  /**
   * Takes no more calls, and waits for those under way, at most as long as one may take. It has no
   * threads; those of the JDK's HTTP client end by themselves when nothing refers to it any more.
   */
  @Override
  public void close() {
    places.close();
  }

  /** The receipt of a message that has one destination. */
  static Receipt only(List<Receipt> receipts) {
    if (receipts.size() != 1) {
      throw AsyncPushClient.known(
          new MalformedAnswer(receipts.size() + " receipts for one destination"));
    }
    return receipts.get(0);
  }

  private static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw AsyncPushClient.known(e.getCause() == null ? e : e.getCause()).here();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PushException(
          Problem.own("interrupted", "The thread was interrupted; the call goes on without it"),
          true,
          true,
          null,
          e);
    }
  }
}
