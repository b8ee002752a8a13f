package io.wsgateway.api;

import io.wsgateway.auth.Caller;
import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import io.wsgateway.core.App;
import io.wsgateway.core.DelayedPush;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Publishes later. */
@Path("/")
@RequestScoped
@ServerApi(Scope.PUSH)
@Produces(MediaType.APPLICATION_JSON)
public class SchedulesResource {
  private static final String SCHEDULES = ApiPath.APP + "/schedules";
  private static final String SCHEDULE = SCHEDULES + "/{id}";

  @Inject private Gateway gateway;
  @Inject private Constraints constraints;
  @Inject private Replies replies;
  @Inject private Idempotency idempotency;
  @Context private HttpServletRequest request;
  @Context private UriInfo address;

  /** Takes a message for one destination, to be published when it is due. */
  @POST
  @Path(SCHEDULES)
  public CompletionStage<Response> schedule(
      @PathParam("app") @Encoded String appName,
      @HeaderParam(Idempotency.KEY) @Nullable String key,
      @Nullable InputStream content)
      throws IOException {
    App app = gateway.app(ApiPath.name(appName));
    JsonBody json = JsonBody.read(request.getContentType(), content);
    ScheduleBody body = json.as(ScheduleBody::read);
    constraints.check(body.message(), body.time());
    Outgoing message = Outgoing.of(body.message(), gateway, app.name()).by(Caller.of(request).id());
    if (message.to().size() > 1) {
      throw new InvalidBody("to", "has several destinations; schedule a message for each");
    }
    String here = address.getAbsolutePath().toString();
    return idempotency.once(
        key, app.name() + "\nschedules", json, () -> schedule(app, message, body.time(), here));
  }

  private CompletionStage<Outcome> schedule(
      App app, Outgoing message, ScheduleBody.Time time, String here) {
    return replies.then(
        app.schedule(
            message.to().get(0), message.payload(), message.options(), time.due(Instant.now())),
        push -> new Outcome(201, here + "/" + push.id(), json(push).toString()));
  }

  /** Tells of a message that still waits. */
  @GET
  @Path(SCHEDULE)
  public CompletionStage<Response> get(
      @PathParam("app") @Encoded String appName, @PathParam("id") @Encoded String id) {
    App app = gateway.app(ApiPath.name(appName));
    return replies.when(
        app.scheduled(ApiPath.name(id)),
        push -> Replies.ok(json(push.orElseThrow(SchedulesResource::unknown))));
  }

  /** Takes back a message that still waits. */
  @DELETE
  @Path(SCHEDULE)
  public CompletionStage<Response> cancel(
      @PathParam("app") @Encoded String appName, @PathParam("id") @Encoded String id) {
    App app = gateway.app(ApiPath.name(appName));
    return replies.when(
        app.cancel(ApiPath.name(id)),
        cancelled -> {
          if (!cancelled) {
            throw unknown();
          }
          return Replies.noContent();
        });
  }

  private static GatewayException unknown() {
    return new GatewayException(
        ErrorCode.NOT_FOUND, "No message of this id waits in this app; it may have been sent");
  }

  private static JsonObject json(DelayedPush push) {
    return Documents.object()
        .add("id", push.id())
        .add("due", push.due().toString())
        .add("shared", push.shared())
        .build();
  }
}
