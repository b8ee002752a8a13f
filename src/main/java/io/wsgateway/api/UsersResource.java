package io.wsgateway.api;

import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import io.wsgateway.core.App;
import io.wsgateway.core.Gateway;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** The users of an app. */
@Path("/")
@RequestScoped
@ServerApi(Scope.READ)
@Produces(MediaType.APPLICATION_JSON)
public class UsersResource {
  private static final String USERS = ApiPath.APP + "/users";
  private static final String USER = USERS + "/{user}";

  @Inject private Gateway gateway;
  @Inject private Replies replies;
  @Context private HttpServletRequest request;

  /** Lists the users that are connected. */
  @GET
  @Path(USERS)
  public CompletionStage<Response> list(@PathParam("app") @Encoded String appName) {
    App app = gateway.app(ApiPath.name(appName));
    return replies.when(
        app.users(new ApiQuery(request).page()),
        page -> ClusterReplies.page(page, JsonArrayBuilder::add));
  }

  /** Tells whether a user is connected, and by what. One that nobody knows is not. */
  @GET
  @Path(USER)
  public CompletionStage<Response> get(
      @PathParam("app") @Encoded String appName, @PathParam("user") @Encoded String userName) {
    App app = gateway.app(ApiPath.name(appName));
    String user = ApiPath.name(userName);
    return replies.when(
        app.connectionsOf(user),
        answer -> {
          JsonArrayBuilder connections = Documents.array();
          answer.value().forEach(connections::add);
          return ClusterReplies.ok(
              Documents.object()
                  .add("user", user)
                  .add("online", !answer.value().isEmpty())
                  .add("connections", connections),
              answer.missing());
        });
  }

  /** Closes all connections of a user, after what was sent to them before. */
  @DELETE
  @ServerApi(Scope.MANAGE)
  @Path(USER + "/connections")
  public CompletionStage<Response> close(
      @PathParam("app") @Encoded String appName, @PathParam("user") @Encoded String userName) {
    App app = gateway.app(ApiPath.name(appName));
    ApiQuery query = new ApiQuery(request);
    return replies.when(
        app.closeUser(ApiPath.name(userName), query.code(), query.reason()),
        closed ->
            ClusterReplies.ok(Documents.object().add("closed", closed.value()), closed.missing()));
  }
}
