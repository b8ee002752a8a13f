package io.wsgateway.api;

import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import io.wsgateway.core.App;
import io.wsgateway.core.ClusterAnswer;
import io.wsgateway.core.Gateway;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The connections of an app, and who is behind them. */
@Path("/")
@RequestScoped
@ServerApi(Scope.READ)
@Produces(MediaType.APPLICATION_JSON)
public class ConnectionsResource {
  private static final String USER = ApiPath.CONNECTION + "/user";

  @Inject private Gateway gateway;
  @Inject private Replies replies;
  @Inject private Constraints constraints;
  @Context private HttpServletRequest request;

  /** Lists their ids. */
  @GET
  @Path(ApiPath.APP + "/connections")
  public CompletionStage<Response> list(@PathParam("app") @Encoded String appName) {
    App app = gateway.app(ApiPath.name(appName));
    return replies.when(
        app.connections(new ApiQuery(request).page()),
        page -> ClusterReplies.page(page, JsonArrayBuilder::add));
  }

  /** Tells what is known about one. */
  @GET
  @Path(ApiPath.CONNECTION)
  public CompletionStage<Response> get(
      @PathParam("app") @Encoded String appName, @PathParam("connection") String idText) {
    App app = gateway.app(ApiPath.name(appName));
    long id = ApiPath.connection(idText);
    CompletionStage<ClusterAnswer<JsonObjectBuilder>> document =
        ClusterReplies.both(
            app.userOf(id),
            app.info(id),
            (user, info) -> {
              JsonObjectBuilder connection = Documents.object().add("id", id);
              user.ifPresent(name -> connection.add("user", name));
              return connection.add("info", Documents.texts(info));
            });
    return replies.when(
        app.isConnected(id).thenCombine(document, ClusterReplies::known),
        known -> ClusterReplies.ok(known, Set.of()));
  }

  /** Closes one, after what was sent to it before. */
  @DELETE
  @ServerApi(Scope.MANAGE)
  @Path(ApiPath.CONNECTION)
  public CompletionStage<Response> close(
      @PathParam("app") @Encoded String appName, @PathParam("connection") String connection) {
    App app = gateway.app(ApiPath.name(appName));
    ApiQuery query = new ApiQuery(request);
    return replies.when(
        app.close(ApiPath.connection(connection), query.code(), query.reason()),
        ClusterReplies::done);
  }

  /** Says who is behind one, instead of whoever was. */
  @PUT
  @ServerApi(Scope.MANAGE)
  @Path(USER)
  public CompletionStage<Response> bind(
      @PathParam("app") @Encoded String appName,
      @PathParam("connection") String connection,
      @Nullable InputStream content)
      throws IOException {
    App app = gateway.app(ApiPath.name(appName));
    long id = ApiPath.connection(connection);
    UserBody body = JsonBody.read(request.getContentType(), content).as(UserBody::read);
    constraints.check(body);
    return replies.when(app.bind(id, body.name()), ClusterReplies::done);
  }

  /** Nobody is behind one any more. */
  @DELETE
  @ServerApi(Scope.MANAGE)
  @Path(USER)
  public CompletionStage<Response> unbind(
      @PathParam("app") @Encoded String appName, @PathParam("connection") String connection) {
    App app = gateway.app(ApiPath.name(appName));
    return replies.when(app.unbind(ApiPath.connection(connection)), ClusterReplies::done);
  }
}
