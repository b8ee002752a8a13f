package io.wsgateway.api;

import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import io.wsgateway.core.App;
import io.wsgateway.core.Gateway;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** Who joins and leaves a topic: users for good, connections until they close. */
@Path("/")
@RequestScoped
@ServerApi(Scope.MANAGE)
@Produces(MediaType.APPLICATION_JSON)
public class MembersResource {
  private static final String USER = ApiPath.TOPIC + "/users/{user}";
  private static final String CONNECTION = ApiPath.TOPIC + "/connections/{connection}";

  @Inject private Gateway gateway;
  @Inject private Replies replies;

  /** A user joins with all its connections, also those to come. */
  @PUT
  @Path(USER)
  public CompletionStage<Response> joinUser(
      @PathParam("app") @Encoded String appName,
      @PathParam("topic") @Encoded String topic,
      @PathParam("user") @Encoded String user) {
    App app = gateway.app(ApiPath.name(appName));
    return replies.when(
        app.joinUser(ApiPath.name(user), ApiPath.name(topic)), joined -> Replies.noContent());
  }

  /** A user leaves, if it was in. */
  @DELETE
  @Path(USER)
  public CompletionStage<Response> leaveUser(
      @PathParam("app") @Encoded String appName,
      @PathParam("topic") @Encoded String topic,
      @PathParam("user") @Encoded String user) {
    App app = gateway.app(ApiPath.name(appName));
    return replies.when(
        app.leaveUser(ApiPath.name(user), ApiPath.name(topic)), left -> Replies.noContent());
  }

  /** A connection joins. */
  @PUT
  @Path(CONNECTION)
  public CompletionStage<Response> join(
      @PathParam("app") @Encoded String appName,
      @PathParam("topic") @Encoded String topic,
      @PathParam("connection") String connection) {
    App app = gateway.app(ApiPath.name(appName));
    return replies.when(
        app.join(ApiPath.connection(connection), ApiPath.name(topic)), ClusterReplies::done);
  }

  /** A connection leaves what it has joined itself. */
  @DELETE
  @Path(CONNECTION)
  public CompletionStage<Response> leave(
      @PathParam("app") @Encoded String appName,
      @PathParam("topic") @Encoded String topic,
      @PathParam("connection") String connection) {
    App app = gateway.app(ApiPath.name(appName));
    return replies.when(
        app.leave(ApiPath.connection(connection), ApiPath.name(topic)),
        left ->
            ClusterReplies.done(
                left, "There is no such connection in this app, or it has not joined this topic"));
  }
}
