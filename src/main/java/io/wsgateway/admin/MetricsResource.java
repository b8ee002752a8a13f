package io.wsgateway.admin;

import io.wsgateway.auth.Callers;
import io.wsgateway.auth.ServerCall;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.KeyConfig;
import io.wsgateway.config.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/**
 * Shows the meters to Prometheus. For whoever may read, as anywhere in the REST API, or with {@code
 * gateway.metrics.open=true} for anybody. Below {@code /api}, because servers have a {@code
 * /metrics} of their own.
 */
@Path("/")
@RequestScoped
public class MetricsResource {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  @Inject private Meters meters;
  @Inject private Callers callers;
  @Inject private GatewayConfig config;
  @Context private HttpServletRequest request;

  /** Everything. */
  @GET
  @Path("api/metrics")
  @Produces("text/plain")
  public Response metrics() {
    if (!config.watch().metricsOpen()) {
      // Nothing is read here, so a signature is for an empty body.
      callers
          .admit(ServerCall.of(request, 0, InputStream::nullInputStream), Scope.READ)
          .requireApp(KeyConfig.ANY_APP);
    }
    return Response.ok(meters.scrape(), TEXT).build();
  }
}
