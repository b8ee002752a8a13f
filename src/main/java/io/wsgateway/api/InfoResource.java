package io.wsgateway.api;

import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import io.wsgateway.core.App;
import io.wsgateway.core.Gateway;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What back ends note about a connection: texts by their names. */
@Path("/")
@RequestScoped
@ServerApi(Scope.READ)
@Produces(MediaType.APPLICATION_JSON)
public class InfoResource {
  private static final String INFO = ApiPath.CONNECTION + "/info";

  @Inject private Gateway gateway;
  @Inject private Replies replies;
  @Context private HttpServletRequest request;

  /** Tells it. */
  @GET
  @Path(INFO)
  public CompletionStage<Response> get(
      @PathParam("app") @Encoded String appName, @PathParam("connection") String connection) {
    App app = gateway.app(ApiPath.name(appName));
    long id = ApiPath.connection(connection);
    return replies.when(
        app.isConnected(id).thenCombine(app.info(id), ClusterReplies::known),
        info -> Replies.ok(Documents.texts(info).build()));
  }

  /** Replaces it. */
  @PUT
  @ServerApi(Scope.MANAGE)
  @Path(INFO)
  public CompletionStage<Response> replace(
      @PathParam("app") @Encoded String appName,
      @PathParam("connection") String connection,
      @Nullable InputStream body)
      throws IOException {
    App app = gateway.app(ApiPath.name(appName));
    long id = ApiPath.connection(connection);
    return replies.when(app.setInfo(id, read(body)), ClusterReplies::done);
  }

  /** Adds to it; what is there under a name that comes again is replaced. */
  @PATCH
  @ServerApi(Scope.MANAGE)
  @Path(INFO)
  public CompletionStage<Response> merge(
      @PathParam("app") @Encoded String appName,
      @PathParam("connection") String connection,
      @Nullable InputStream body)
      throws IOException {
    App app = gateway.app(ApiPath.name(appName));
    long id = ApiPath.connection(connection);
    return replies.when(app.mergeInfo(id, read(body)), ClusterReplies::done);
  }

  private Map<String, String> read(@Nullable InputStream body) throws IOException {
    return JsonBody.read(request.getContentType(), body).as(Fields::allTexts);
  }
}
