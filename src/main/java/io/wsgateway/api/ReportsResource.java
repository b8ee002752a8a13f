package io.wsgateway.api;

import io.wsgateway.auth.Caller;
import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import io.wsgateway.core.App;
import io.wsgateway.core.ClusterAnswer;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Report;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/**
 * All that is known of one user or connection, with addresses, for whoever looks for its trouble
 * and shows a key.
 */
@Path("/")
@RequestScoped
@ServerApi(Scope.READ)
@Produces(MediaType.APPLICATION_JSON)
public class ReportsResource {
  @Inject private Gateway gateway;
  @Inject private Replies replies;
  @Context private HttpServletRequest request;

  /** About a user. Of one that nobody knows, nothing is known. */
  @GET
  @Path(ApiPath.APP + "/users/{user}/report")
  public CompletionStage<Response> ofUser(
      @PathParam("app") @Encoded String appName, @PathParam("user") @Encoded String userName) {
    Caller.of(request).requireSomebody();
    App app = gateway.app(ApiPath.name(appName));
    return replies.when(app.report(ApiPath.name(userName)), ReportsResource::document);
  }

  /** About a connection, also one that is gone, as long as its node remembers trouble with it. */
  @GET
  @Path(ApiPath.CONNECTION + "/report")
  public CompletionStage<Response> ofConnection(
      @PathParam("app") @Encoded String appName, @PathParam("connection") String connection) {
    Caller.of(request).requireSomebody();
    App app = gateway.app(ApiPath.name(appName));
    return replies.when(
        app.report(ApiPath.connection(connection)),
        answer -> {
          Report report = answer.value();
          if (answer.missing().isEmpty()
              && report.connections().isEmpty()
              && report.incidents().isEmpty()) {
            throw new GatewayException(
                ErrorCode.NOT_FOUND, "Nothing is known of such a connection in this app");
          }
          return document(answer);
        });
  }

  private static Response document(ClusterAnswer<Report> answer) {
    return ClusterReplies.ok(ReportDocument.of(answer.value()), answer.missing());
  }
}
