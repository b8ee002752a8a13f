package io.wsgateway.dialect.raw;

import io.wsgateway.core.App;
import io.wsgateway.core.ClusterAnswer;
import io.wsgateway.core.Payload;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a client call all that an application can: it is told {@code id:ID}, and {@code
 * {"fn":NAME,"args":[..]}} is answered {@code {"fn":NAME,"ret":..}}, by the names that
 * bin-x/websocket has for these functions. {@code "$me"} stands for its own id. Of every client
 * that goes, the topic {@code watch} is told what was still known of it.
 */
@ApplicationScoped
public class ProbeApplication implements RawApplication {
  static final String NAME = "probe";

  /** What a WAR needs to have it. */
  static final Class<?>[] CLASSES = {ProbeApplication.class, ProbeFunction.class};

  /** Whoever has a topic under this key of its info joins that when it closes. */
  private static final String JOIN_WHEN_CLOSED = "closing";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void onConnect(RawClient client) {
    client.send("id:" + client.id());
  }

  @Override
  public void onMessage(RawClient client, Payload message) {
    JsonObject question = read(message.text().replace("$me", client.id()));
    String function = question.getString("fn");
    JsonArray arguments = question.getOrDefault("args", JsonValue.EMPTY_JSON_ARRAY).asJsonArray();
    ProbeFunction asked = ProbeFunction.valueOf(function);
    asked
        .call(client.app(), arguments)
        .whenComplete(
            (result, failure) ->
                client.send(failure == null ? answer(function, result) : "failed: " + failure));
  }

  @Override
  public void onClose(RawClient client) {
    App app = client.app();
    long id = client.connection();
    String late = now(app.info(id)).get(JOIN_WHEN_CLOSED);
    if (late != null) {
      client.join(late);
      app.join(id, late);
      app.leave(id, late);
      app.join(id, late);
      app.setInfo(id, Map.of("late", "info"));
      app.mergeInfo(id, Map.of("later", "info"));
    }
    client.send("nobody reads this");
    app.sendToConnection(id, "nor this");
    app.sendToTopic(
        "watch",
        "closed:"
            + client.id()
            + " online:"
            + now(app.isConnected(id))
            + " uid:"
            + now(app.userOf(id)).orElse(""));
  }

  private static String answer(String function, JsonValue result) {
    return Json.createObjectBuilder().add("fn", function).add("ret", result).build().toString();
  }

  private static JsonObject read(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  private static <T> T now(CompletionStage<ClusterAnswer<T>> answer) {
    try {
      return answer.toCompletableFuture().get(5, TimeUnit.SECONDS).value();
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
