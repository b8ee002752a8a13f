package io.wsgateway.api;

import io.wsgateway.auth.Caller;
import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import io.wsgateway.core.Gateway;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Publishes. */
@Path("/")
@RequestScoped
@ServerApi(Scope.PUSH)
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {
  private static final String MESSAGES = ApiPath.APP + "/messages";

  /** Of all messages of a batch together, so that one request cannot ask for a million. */
  private static final int MAX_DESTINATIONS = 10_000;

  @Inject private Gateway gateway;
  @Inject private Constraints constraints;
  @Inject private Publisher publisher;
  @Inject private Replies replies;
  @Inject private Idempotency idempotency;
  @Context private HttpServletRequest request;

  /** Publishes one message, and answers with a receipt for each of its destinations. */
  @POST
  @Path(MESSAGES)
  public CompletionStage<Response> publish(
      @PathParam("app") @Encoded String appName,
      @HeaderParam(Idempotency.KEY) @Nullable String key,
      @Nullable InputStream content)
      throws IOException {
    String app = gateway.app(ApiPath.name(appName)).name();
    JsonBody json = JsonBody.read(request.getContentType(), content);
    MessageBody body = json.as(MessageBody::read);
    constraints.check(body);
    Caller caller = Caller.of(request);
    Outgoing message = Outgoing.of(body, gateway, app).by(caller.id());
    caller.chargeFor(message.to().size());
    return idempotency.once(
        key, Publisher.scope(app), json, () -> publisher.publishAndTell(message));
  }

  /** Publishes several messages; one that is refused does not stop the others. */
  @POST
  @Path(MESSAGES + "/batch")
  public CompletionStage<Response> publishAll(
      @PathParam("app") @Encoded String appName,
      @HeaderParam(Idempotency.KEY) @Nullable String key,
      @Nullable InputStream content)
      throws IOException {
    String app = gateway.app(ApiPath.name(appName)).name();
    JsonBody json = JsonBody.read(request.getContentType(), content);
    BatchBody body = json.as(BatchBody::read);
    constraints.check(body);
    Batch batch = checked(body, app);
    return idempotency.once(key, app + "\nbatch", json, () -> publish(batch));
  }

  private Batch checked(BatchBody body, String app) {
    Batch batch = new Batch();
    String caller = Caller.of(request).id();
    for (JsonValue value : body.list()) {
      try {
        MessageBody message = Fields.read(value, MessageBody::read);
        constraints.check(message);
        batch.add(Outgoing.of(message, gateway, app).by(caller));
      } catch (InvalidBody e) {
        batch.add(e);
      }
    }
    if (batch.destinations() > MAX_DESTINATIONS) {
      throw new InvalidBody(
          "messages",
          "have "
              + batch.destinations()
              + " destinations together; at most "
              + MAX_DESTINATIONS
              + " are allowed");
    }
    Caller.of(request).chargeFor(batch.destinations());
    return batch;
  }

  private CompletionStage<Outcome> publish(Batch batch) {
    batch.publish(publisher::publish);
    return replies.then(
        publisher.settled(batch.receipts()), settled -> Outcome.ok(batch.results()));
  }
}
