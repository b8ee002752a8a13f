package io.wsgateway.api;

import io.wsgateway.auth.Caller;
import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.Scope;
import io.wsgateway.core.AppCount;
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

/** Which apps there are. */
@Path("/")
@RequestScoped
@ServerApi(Scope.READ)
@Produces(MediaType.APPLICATION_JSON)
public class AppsResource {
  @Inject private Gateway gateway;
  @Inject private GatewayConfig config;
  @Inject private Replies replies;
  @Context private HttpServletRequest request;

  /**
   * Lists those that are configured or have connections, as far as the caller's key is for them.
   */
  @GET
  @Path(ApiPath.ROOT + "/apps")
  public CompletionStage<Response> list() {
    Caller caller = Caller.of(request);
    return replies.when(
        gateway.operations().apps(config.apps().names()),
        answer -> {
          JsonArrayBuilder items = Documents.array();
          for (AppCount one : answer.value()) {
            if (caller.mayUse(one.app())) {
              items.add(
                  Documents.object().add("app", one.app()).add("connections", one.connections()));
            }
          }
          return ClusterReplies.ok(Documents.object().add("items", items), answer.missing());
        });
  }
}
