package io.wsgateway.dialect.raw;

import io.wsgateway.core.App;
import io.wsgateway.core.ClusterAnswer;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Page;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The 23 functions of bin-x/websocket, by its names, in terms of {@link App}. */
enum ProbeFunction {
  SendToAll(JsonValue.NULL, (app, args) -> done(app.sendToAll(args.text(0)))),
  SendToClient(JsonValue.NULL, (app, args) -> done(app.sendToConnection(args.id(), args.text(1)))),
  SendToUid(JsonValue.NULL, (app, args) -> done(app.sendToUser(args.text(0), args.text(1)))),
  SendToGroup(JsonValue.NULL, (app, args) -> done(app.sendToTopic(args.text(0), args.text(1)))),

  BindUid(JsonValue.NULL, (app, args) -> done(app.bind(args.id(), args.text(1)))),
  UnbindUid(JsonValue.NULL, (app, args) -> done(app.unbind(args.id()))),
  IsUidOnline(
      JsonValue.FALSE, (app, args) -> value(app.isUserOnline(args.text(0)), ProbeFunction::json)),
  GetUidByClientId(
      Json.createValue(""),
      (app, args) -> value(app.userOf(args.id()), user -> Json.createValue(user.orElse("")))),
  GetClientIdsByUid(
      JsonValue.NULL, (app, args) -> value(app.connectionsOf(args.text(0)), ProbeFunction::ids)),
  GetAllUid(
      JsonValue.EMPTY_JSON_ARRAY,
      (app, args) -> value(app.users(all()), slice -> texts(slice.items()))),

  JoinGroup(JsonValue.NULL, (app, args) -> done(app.join(args.id(), args.text(1)))),
  LeaveGroup(JsonValue.NULL, (app, args) -> done(app.leave(args.id(), args.text(1)))),
  GetClientCountByGroup(
      Json.createValue(0),
      (app, args) -> value(app.countConnectionsIn(args.text(0)), Json::createValue)),
  GetClientIdsByGroup(
      JsonValue.NULL,
      (app, args) -> value(app.connectionsIn(args.text(0), all()), slice -> ids(slice.items()))),
  GetUidsByGroup(
      JsonValue.EMPTY_JSON_ARRAY,
      (app, args) -> value(app.usersIn(args.text(0), all()), slice -> texts(slice.items()))),
  GetUidCountByGroup(
      Json.createValue(0), (app, args) -> value(app.countUsersIn(args.text(0)), Json::createValue)),
  GetAllGroups(
      JsonValue.EMPTY_JSON_ARRAY,
      (app, args) ->
          value(
              app.topics(all()),
              slice -> texts(slice.items().stream().map(one -> one.topic()).toList()))),

  CloseClient(JsonValue.NULL, (app, args) -> done(app.close(args.id(), 1000, "closed by another"))),
  IsOnline(JsonValue.FALSE, (app, args) -> value(app.isConnected(args.id()), ProbeFunction::json)),
  GetAllClientCount(
      Json.createValue(0), (app, args) -> value(app.countConnections(), Json::createValue)),

  GetInfo(
      JsonValue.EMPTY_JSON_OBJECT, (app, args) -> value(app.info(args.id()), ProbeFunction::map)),
  SetInfo(JsonValue.NULL, (app, args) -> done(app.setInfo(args.id(), args.map()))),
  UpdateInfo(JsonValue.NULL, (app, args) -> done(app.mergeInfo(args.id(), args.map())));

  private final JsonValue nobody;
  private final BiFunction<App, Arguments, CompletionStage<JsonValue>> body;

  /**
   * @param nobody the answer about somebody who cannot exist
   */
  ProbeFunction(JsonValue nobody, BiFunction<App, Arguments, CompletionStage<JsonValue>> body) {
    this.nobody = nobody;
    this.body = body;
  }

  CompletionStage<JsonValue> call(App app, JsonArray arguments) {
    try {
      return body.apply(app, new Arguments(arguments));
    } catch (UnknownId | GatewayException e) {
      return CompletableFuture.completedFuture(nobody);
    }
  }

  private static final class UnknownId extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What a function is called with. */
  private record Arguments(JsonArray values) {
    String text(int position) {
      return values.getString(position);
    }

    long id() {
      return RawId.parse(text(0)).orElseThrow(UnknownId::new);
    }

    Map<String, String> map() {
      JsonObject info = values.getJsonObject(1);
      return info.keySet().stream().collect(Collectors.toMap(key -> key, info::getString));
    }
  }

  /** More than any test has. */
  private static Page all() {
    return new Page(1_000, null);
  }

  private static CompletionStage<JsonValue> done(CompletionStage<?> stage) {
    return stage.thenApply(anything -> JsonValue.NULL);
  }

  private static <T> CompletionStage<JsonValue> value(
      CompletionStage<ClusterAnswer<T>> stage, Function<T, JsonValue> json) {
    return stage.thenApply(answer -> json.apply(answer.value()));
  }

  private static JsonValue json(boolean value) {
    return value ? JsonValue.TRUE : JsonValue.FALSE;
  }

  /** In their order; the original has null for none. */
  private static JsonValue ids(Collection<Long> ids) {
    return ids.isEmpty() ? JsonValue.NULL : texts(ids.stream().map(RawId::of).toList());
  }

  private static JsonValue texts(Collection<String> texts) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    texts.stream().sorted().forEach(array::add);
    return array.build();
  }

  private static JsonValue map(Map<String, String> map) {
    JsonObjectBuilder object = Json.createObjectBuilder();
    new TreeMap<>(map).forEach(object::add);
    return object.build();
  }
}
