package io.wsgateway.api;

import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import io.wsgateway.core.Counters;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.Membership;
import io.wsgateway.core.NodeInfo;
import io.wsgateway.core.Refusal;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** How the node that answers is doing. */
@Path("/")
@RequestScoped
@ServerApi(Scope.READ)
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {
  @Inject private Gateway gateway;
  @Inject private Exchange exchange;
  @Inject private Membership membership;
  @Inject private Counters counters;

  /**
   * Tells the state of its exchange and of the store of memberships, and what became of messages
   * since it started.
   */
  @GET
  @Path(ApiPath.ROOT + "/status")
  public Response status() {
    NodeInfo node = gateway.nodes().get(0);
    return Replies.ok(
        Documents.object()
            .add("node", node.number())
            .add("since", node.since().toString())
            .add("exchange", name(exchange.state()))
            .add("membership", membership.isKeeping() ? "up" : "degraded")
            .add("connections", node.connections())
            .add("published", counters.publications())
            .add("received", counters.receptions())
            .add("delivered", counters.deliveries())
            .add("dropped", drops())
            .add("refused", refusals())
            .build());
  }

  private JsonObjectBuilder drops() {
    JsonObjectBuilder drops = Documents.object();
    for (Counters.Drop why : Counters.Drop.values()) {
      drops.add(name(why), counters.drops(why));
    }
    return drops;
  }

  private JsonObjectBuilder refusals() {
    JsonObjectBuilder refusals = Documents.object();
    for (Refusal why : Refusal.values()) {
      refusals.add(why.slug(), counters.refusals(why));
    }
    return refusals;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
