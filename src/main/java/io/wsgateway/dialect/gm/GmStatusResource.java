package io.wsgateway.dialect.gm;

import io.wsgateway.auth.Caller;
import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.Scope;
import io.wsgateway.core.Gateway;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** The HTTP side of the gm dialect. */
@Path("/")
@RequestScoped
public class GmStatusResource {
  private static final String JSON = "application/json; charset=UTF-8";

  @Inject private Gateway gateway;
  @Inject private GatewayConfig config;
  @Context private HttpServletRequest request;
  @Resource private ManagedExecutorService executor;

  /**
   * How many gm clients are connected, bound or not, on all nodes that answer in time. Spaced as
   * Python writes it.
   */
  @GET
  @ServerApi(Scope.READ)
  @Path("status")
  public CompletionStage<Response> status() {
    Caller.of(request).requireApp(config.gm().app());
    // Not on the thread that brings the answers: this one is written at its reader's pace.
    return gateway
        .app(config.gm().app())
        .countConnections("gm")
        .thenApplyAsync(
            count -> Response.ok("{\"online_num\": " + count.value() + "}", JSON).build(),
            executor);
  }
}
