package io.wsgateway.api;

import io.wsgateway.auth.Caller;
import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import io.wsgateway.core.Gateway;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** How all nodes are doing; any of them answers for all. */
@Path("/")
@RequestScoped
@ServerApi(Scope.READ)
@Produces(MediaType.APPLICATION_JSON)
public class ClusterResource {
  @Inject private Gateway gateway;
  @Inject private Replies replies;
  @Context private HttpServletRequest request;

  /** Tells it, by the nodes' numbers. */
  @GET
  @Path(ApiPath.ROOT + "/cluster")
  public CompletionStage<Response> get() {
    Caller caller = Caller.of(request);
    return replies.when(
        gateway.operations().nodes(),
        answer -> {
          JsonArrayBuilder items = Documents.array();
          answer.value().forEach(report -> items.add(NodeDocument.of(report, caller::mayUse)));
          return ClusterReplies.ok(Documents.object().add("items", items), answer.missing());
        });
  }
}
