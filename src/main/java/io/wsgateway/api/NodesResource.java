package io.wsgateway.api;

import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.NodeInfo;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The nodes of the cluster. */
@Path("/")
@RequestScoped
@ServerApi(Scope.READ)
@Produces(MediaType.APPLICATION_JSON)
public class NodesResource {
  @Inject private Gateway gateway;

  /** Lists those that are alive, the one that answers first. */
  @GET
  @Path(ApiPath.ROOT + "/nodes")
  public Response list() {
    JsonArrayBuilder items = Documents.array();
    for (NodeInfo node : gateway.nodes()) {
      items.add(
          Documents.object()
              .add("node", node.number())
              .add("since", node.since().toString())
              .add("connections", node.connections()));
    }
    return Replies.ok(Documents.object().add("items", items).build());
  }
}
