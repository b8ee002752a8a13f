package io.wsgateway.api;

import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Figures;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.NodeInfo;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Map;

/** How the node that answers is doing. */
@Path("/")
@RequestScoped
@ServerApi(Scope.READ)
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {
  @Inject private Gateway gateway;

  /**
   * Tells the state of its exchange and of the store of memberships, and what became of messages
   * since it started.
   */
  @GET
  @Path(ApiPath.ROOT + "/status")
  public Response status() {
    Figures figures = gateway.figures();
    NodeInfo node = figures.node();
    Counters counters = figures.counters();
    return Replies.ok(
        Documents.object()
            .add("node", node.number())
            .add("since", node.since().toString())
            .add("exchange", figures.exchange().name().toLowerCase(Locale.ROOT))
            .add("membership", figures.isKeepingMemberships() ? "up" : "degraded")
            .add("connections", node.connections())
            .add("published", counters.publications())
            .add("received", counters.receptions())
            .add("delivered", counters.deliveries())
            .add("dropped", numbers(counters.drops()))
            .add("refused", numbers(counters.refusals()))
            .build());
  }

  private static JsonObjectBuilder numbers(Map<String, Long> numbers) {
    JsonObjectBuilder object = Documents.object();
    numbers.forEach(object::add);
    return object;
  }
}
