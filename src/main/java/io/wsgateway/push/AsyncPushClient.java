package io.wsgateway.push;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The verbs of {@link PushClient}, which describes them, as stages: they fail with a {@link
 * PushException} (in a {@link CompletionException}, as stages do), and with {@code too-many-calls}
 * at once, and unsent, when there are as many calls under way as may be. Nothing queues here: who
 * pushes faster than gateways answer is told, and decides what waits.
 *
 * <p>Stages complete on threads of the HTTP client: what depends on them must not block, or has to
 * go on elsewhere ({@code thenApplyAsync}). Arguments that cannot be are an {@link
 * IllegalArgumentException} of the method itself.
 */
public final class AsyncPushClient {
  private final Connection connection;
  private final Places places;
  private final Paths paths;
  private final boolean mayWait;

  AsyncPushClient(Connection connection, Places places, String app, boolean mayWait) {
    this.connection = connection;
    this.places = places;
    this.paths = new Paths(app);
    this.mayWait = mayWait;
  }

  /** As {@link PushClient#pushToUser}. */
  public CompletionStage<Receipt> pushToUser(String user, String text) {
    return push(Message.text(Target.user(user), text)).thenApply(PushClient::only);
  }

  /** As {@link PushClient#pushToTopic}. */
  public CompletionStage<Receipt> pushToTopic(String topic, String text) {
    return push(Message.text(Target.topic(topic), text)).thenApply(PushClient::only);
  }

  /** As {@link PushClient#pushToConnection}. */
  public CompletionStage<Receipt> pushToConnection(long id, String text) {
    return push(Message.text(Target.connection(id), text)).thenApply(PushClient::only);
  }

  /** As {@link PushClient#pushToAll}. */
  public CompletionStage<Receipt> pushToAll(String text) {
    return push(Message.text(Target.all(), text)).thenApply(PushClient::only);
  }

  /** As {@link PushClient#push(Message)}. */
  public CompletionStage<List<Receipt>> push(Message message) {
    return call(
        post(paths.messages(), message, message.json()),
        answer -> answer.fields().objects("receipts", Receipt::read));
  }

  /** As {@link PushClient#pushBatch(List)}. */
  public CompletionStage<List<BatchResult>> pushBatch(List<Message> messages) {
    return pushBatch(messages, randomKey());
  }

  /** As {@link PushClient#pushBatch(List, String)}. */
  public CompletionStage<List<BatchResult>> pushBatch(List<Message> messages, String key) {
    Request.checkedKey(key + "-" + messages.size());
    Batch batch = new Batch(messages);
    return places.take(
        mayWait,
        () ->
            batch.send(
                at -> {
                  Batch.Part part = batch.parts().get(at);
                  String own = batch.parts().size() == 1 ? key : key + "-" + at;
                  return send(
                      Request.post(paths.batch(), part.body(), own, false),
                      answer -> results(answer, part.size()));
                }));
  }

  private static List<BatchResult> results(Answer answer, int size) {
    List<BatchResult> results = answer.fields().objects("results", BatchResult::read);
    if (results.size() != size) {
      throw new MalformedAnswer(results.size() + " results for " + size + " messages");
    }
    return results;
  }

  /** As {@link PushClient#schedule(Message, Duration)}. */
  public CompletionStage<Schedule> schedule(Message message, Duration delay) {
    return schedule(message, "delay", delay.toString());
  }

  /** As {@link PushClient#schedule(Message, Instant)}. */
  public CompletionStage<Schedule> schedule(Message message, Instant at) {
    return schedule(message, "at", at.toString());
  }

  private CompletionStage<Schedule> schedule(Message message, String field, String time) {
    Map<String, Object> json = message.json();
    json.put(field, time);
    return call(post(paths.schedules(), message, json), answer -> Schedule.read(answer.fields()));
  }

  /** As {@link PushClient#scheduled}. */
  public CompletionStage<Optional<Schedule>> scheduled(String id) {
    return ifFound(Request.of("GET", paths.schedule(id)), answer -> Schedule.read(answer.fields()));
  }

  /** As {@link PushClient#cancel}. */
  public CompletionStage<Boolean> cancel(String id) {
    return found(Request.of("DELETE", paths.schedule(id)));
  }

  /** As {@link PushClient#isOnline}. */
  public CompletionStage<Boolean> isOnline(String user) {
    return user(user).thenApply(UserState::online);
  }

  /** As {@link PushClient#user}. */
  public CompletionStage<UserState> user(String user) {
    return get(paths.user(user), UserState::read);
  }

  /** As {@link PushClient#users}. */
  public CompletionStage<Page<String>> users(int limit, String after) {
    return page(paths.users(), limit, after, Fields::name);
  }

  /** As {@link PushClient#closeUser}. */
  public CompletionStage<Affected> closeUser(String user, int code, String reason) {
    return call(
        Request.of("DELETE", paths.userConnections(user)).with(Paths.close(code, reason)),
        answer -> Affected.read(answer.fields(), "closed"));
  }

  /** As {@link PushClient#topic}. */
  public CompletionStage<TopicState> topic(String topic) {
    return get(paths.topic(topic), TopicState::read);
  }

  /** As {@link PushClient#topics}. */
  public CompletionStage<Page<TopicCount>> topics(int limit, String after) {
    return page(paths.topics(), limit, after, item -> TopicCount.read(Fields.of(item)));
  }

  /** As {@link PushClient#usersIn}. */
  public CompletionStage<Page<String>> usersIn(String topic, int limit, String after) {
    return page(paths.topicUsers(topic), limit, after, Fields::name);
  }

  /** As {@link PushClient#connectionsIn}. */
  public CompletionStage<Page<Long>> connectionsIn(String topic, int limit, String after) {
    return page(paths.topicConnections(topic), limit, after, Fields::id);
  }

  /** As {@link PushClient#join}. */
  public CompletionStage<Void> join(String user, String topic) {
    return done(Request.of("PUT", paths.topicUser(topic, user)));
  }

  /** As {@link PushClient#leave}. */
  public CompletionStage<Void> leave(String user, String topic) {
    return done(Request.of("DELETE", paths.topicUser(topic, user)));
  }

  /** As {@link PushClient#joinConnection}. */
  public CompletionStage<Boolean> joinConnection(long id, String topic) {
    return found(Request.of("PUT", paths.topicConnection(topic, id)));
  }

  /** As {@link PushClient#leaveConnection}. */
  public CompletionStage<Boolean> leaveConnection(long id, String topic) {
    return found(Request.of("DELETE", paths.topicConnection(topic, id)));
  }

  /** As {@link PushClient#disband}. */
  public CompletionStage<Affected> disband(String topic) {
    return call(
        Request.of("DELETE", paths.topic(topic)),
        answer -> Affected.read(answer.fields(), "connections"));
  }

  /** As {@link PushClient#connections}. */
  public CompletionStage<Page<Long>> connections(int limit, String after) {
    return page(paths.connections(), limit, after, Fields::id);
  }

  /** As {@link PushClient#connection}. */
  public CompletionStage<Optional<ConnectionState>> connection(long id) {
    return ifFound(
        Request.of("GET", paths.connection(id)), answer -> ConnectionState.read(answer.fields()));
  }

  /** As {@link PushClient#close(long, int, String)}. */
  public CompletionStage<Boolean> close(long id, int code, String reason) {
    return found(Request.of("DELETE", paths.connection(id)).with(Paths.close(code, reason)));
  }

  /** As {@link PushClient#bind}. */
  public CompletionStage<Boolean> bind(long id, String user) {
    return found(
        Request.of("PUT", paths.connectionUser(id)).with(Map.of("user", PathText.checked(user))));
  }

  /** As {@link PushClient#unbind}. */
  public CompletionStage<Boolean> unbind(long id) {
    return found(Request.of("DELETE", paths.connectionUser(id)));
  }

  /** As {@link PushClient#info}. */
  public CompletionStage<Optional<Map<String, String>>> info(long id) {
    return ifFound(Request.of("GET", paths.connectionInfo(id)), answer -> answer.fields().texts());
  }

  /** As {@link PushClient#setInfo}. */
  public CompletionStage<Boolean> setInfo(long id, Map<String, String> info) {
    return found(Request.of("PUT", paths.connectionInfo(id)).with(Map.copyOf(info)));
  }

  /** As {@link PushClient#mergeInfo}. */
  public CompletionStage<Boolean> mergeInfo(long id, Map<String, String> info) {
    return found(Request.of("PATCH", paths.connectionInfo(id)).with(Map.copyOf(info)));
  }

  /** As {@link PushClient#app}. */
  public CompletionStage<AppState> app() {
    return get(paths.app(), AppState::read);
  }

  /** As {@link PushClient#nodes}. */
  public CompletionStage<List<NodeState>> nodes() {
    return get("/nodes", fields -> fields.objects("items", NodeState::read));
  }

  private static String randomKey() {
    return UUID.randomUUID().toString();
  }

  private static Request post(String path, Message message, Object json) {
    String key = message.key();
    return Request.post(
        path, JsonWriter.bytes(json), key == null ? randomKey() : key, message.target().size() > 1);
  }

  private <T> CompletionStage<T> get(String path, Function<Fields, T> reader) {
    return call(Request.of("GET", path), answer -> reader.apply(answer.fields()));
  }

  private <T> CompletionStage<Page<T>> page(
      String path, int limit, String after, Function<Object, T> item) {
    return call(
        Request.of("GET", path).with(Paths.page(limit, after)),
        answer -> Page.read(answer.fields(), item));
  }

  private CompletionStage<Void> done(Request request) {
    return call(request, answer -> true).thenAccept(done -> {});
  }

  private CompletionStage<Boolean> found(Request request) {
    return ifFound(request, answer -> true).thenApply(Optional::isPresent);
  }

  private <T> CompletionStage<Optional<T>> ifFound(Request request, Function<Answer, T> reader) {
    return places.take(
        mayWait,
        () ->
            send(request, answer -> Optional.of(reader.apply(answer)))
                .exceptionally(AsyncPushClient::none));
  }

  private static <T> Optional<T> none(Throwable failure) {
    PushException known = known(failure);
    if (known.code().equals("not-found")) {
      return Optional.empty();
    }
    throw known;
  }

  private <T> CompletionStage<T> call(Request request, Function<Answer, T> reader) {
    return places.take(mayWait, () -> send(request, reader));
  }

  private <T> CompletableFuture<T> send(Request request, Function<Answer, T> reader) {
    return Call.start(connection, request)
        .thenApply(reader)
        .exceptionally(
            failure -> {
              throw known(failure);
            });
  }

  /** Whatever has gone wrong, as what callers know. */
  static PushException known(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof PushException known) {
      return known;
    }
    Problem problem =
        cause instanceof MalformedAnswer
            ? Problem.own(
                "malformed-answer", "A success is not as a gateway tells it: " + cause.getMessage())
            : Problem.own("failed", "The call could not be made: " + cause);
    return new PushException(problem, false, true, null, cause);
  }
}
