package io.wsgateway.api;

import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import io.wsgateway.core.App;
import io.wsgateway.core.Gateway;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** An app as a whole. */
@Path("/")
@RequestScoped
@ServerApi(Scope.READ)
@Produces(MediaType.APPLICATION_JSON)
public class AppResource {
  @Inject private Gateway gateway;
  @Inject private Replies replies;

  /** Counts what is connected. */
  @GET
  @Path(ApiPath.APP)
  public CompletionStage<Response> counts(@PathParam("app") @Encoded String appName) {
    App app = gateway.app(ApiPath.name(appName));
    return replies.when(
        ClusterReplies.both(
            ClusterReplies.both(
                app.countConnections(),
                app.countUsers(),
                (connections, users) ->
                    Documents.object()
                        .add("app", app.name())
                        .add("connections", connections)
                        .add("users", users)),
            app.countTopics(),
            (JsonObjectBuilder counts, Long topics) -> counts.add("topics", topics)),
        counts -> ClusterReplies.ok(counts.value(), counts.missing()));
  }
}
