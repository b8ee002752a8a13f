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

/** The topics of an app. */
@Path("/")
@RequestScoped
@ServerApi(Scope.READ)
@Produces(MediaType.APPLICATION_JSON)
public class TopicsResource {
  @Inject private Gateway gateway;
  @Inject private Replies replies;
  @Context private HttpServletRequest request;

  /** Lists the topics that have a connection in them. */
  @GET
  @Path(ApiPath.APP + "/topics")
  public CompletionStage<Response> list(@PathParam("app") @Encoded String appName) {
    App app = gateway.app(ApiPath.name(appName));
    return replies.when(
        app.topics(new ApiQuery(request).page()),
        page ->
            ClusterReplies.page(
                page,
                (items, one) ->
                    items.add(
                        Documents.object()
                            .add("topic", one.topic())
                            .add("connections", one.connections()))));
  }

  /** Counts who is in a topic. One that nobody knows has nobody in it. */
  @GET
  @Path(ApiPath.TOPIC)
  public CompletionStage<Response> get(
      @PathParam("app") @Encoded String appName, @PathParam("topic") @Encoded String topicName) {
    App app = gateway.app(ApiPath.name(appName));
    String topic = ApiPath.name(topicName);
    return replies.when(
        ClusterReplies.both(
            app.countConnectionsIn(topic),
            app.countUsersIn(topic),
            (connections, users) ->
                Documents.object()
                    .add("topic", topic)
                    .add("connections", connections)
                    .add("users", users)),
        counts -> ClusterReplies.ok(counts.value(), counts.missing()));
  }

  /** Has everybody leave a topic. */
  @DELETE
  @ServerApi(Scope.MANAGE)
  @Path(ApiPath.TOPIC)
  public CompletionStage<Response> disband(
      @PathParam("app") @Encoded String appName, @PathParam("topic") @Encoded String topicName) {
    App app = gateway.app(ApiPath.name(appName));
    return replies.when(
        app.disband(ApiPath.name(topicName)),
        left ->
            ClusterReplies.ok(Documents.object().add("connections", left.value()), left.missing()));
  }

  /** Lists the users in a topic: members, connected or not, and users of its connections. */
  @GET
  @Path(ApiPath.TOPIC + "/users")
  public CompletionStage<Response> users(
      @PathParam("app") @Encoded String appName, @PathParam("topic") @Encoded String topicName) {
    App app = gateway.app(ApiPath.name(appName));
    return replies.when(
        app.usersIn(ApiPath.name(topicName), new ApiQuery(request).page()),
        page -> ClusterReplies.page(page, JsonArrayBuilder::add));
  }

  /** Lists the connections in a topic. */
  @GET
  @Path(ApiPath.TOPIC + "/connections")
  public CompletionStage<Response> connections(
      @PathParam("app") @Encoded String appName, @PathParam("topic") @Encoded String topicName) {
    App app = gateway.app(ApiPath.name(appName));
    return replies.when(
        app.connectionsIn(ApiPath.name(topicName), new ApiQuery(request).page()),
        page -> ClusterReplies.page(page, JsonArrayBuilder::add));
  }
}
