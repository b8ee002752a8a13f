package io.wsgateway.api;

import io.wsgateway.auth.Caller;
import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.ConfigReport;
import io.wsgateway.config.Scope;
import io.wsgateway.core.Drain;
import io.wsgateway.core.Gateway;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What operators do with one node, whichever node they ask. */
@Path("/")
@RequestScoped
@ServerApi(Scope.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class OperationsResource {
  private static final String NODE = ApiPath.ROOT + "/nodes/{node}";

  @Inject private Gateway gateway;
  @Inject private Replies replies;
  @Context private HttpServletRequest request;

  /** Begins to take a node out. */
  @POST
  @Path(NODE + "/drain")
  public CompletionStage<Response> drain(
      @PathParam("node") String nodeText, @Nullable InputStream content) throws IOException {
    int node = ApiPath.node(nodeText, gateway);
    DrainBody body =
        JsonBody.readIfAny(request.getContentType(), content)
            .map(json -> json.as(DrainBody::read))
            .orElse(DrainBody.AS_CONFIGURED);
    return replies.when(
        gateway.operations().drain(node, Caller.of(request).id(), body.waitMillis(), body.pace()),
        state ->
            Response.accepted(state(node, state).build().toString())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build());
  }

  /** Lets clients in again. */
  @DELETE
  @Path(NODE + "/drain")
  public CompletionStage<Response> resume(@PathParam("node") String nodeText) {
    int node = ApiPath.node(nodeText, gateway);
    return replies.when(
        gateway.operations().resume(node, Caller.of(request).id()),
        state -> Replies.ok(state(node, state).build()));
  }

  private static JsonObjectBuilder state(int node, Drain.State state) {
    return Documents.object().add("node", node).add("state", state.name().toLowerCase(Locale.ROOT));
  }

  /** Has a node read its configuration again. */
  @POST
  @Path(NODE + "/reload")
  public CompletionStage<Response> reload(@PathParam("node") String nodeText) {
    int node = ApiPath.node(nodeText, gateway);
    return replies.when(
        gateway.operations().reload(node, Caller.of(request).id()),
        reload ->
            Replies.ok(
                Documents.object()
                    .add("changed", texts(reload.changed()))
                    .add("needRestart", texts(reload.needRestart()))
                    .build()));
  }

  /** Tells what a node is configured with, without secrets. */
  @GET
  @Path(NODE + "/configuration")
  public CompletionStage<Response> configuration(@PathParam("node") String nodeText) {
    int node = ApiPath.node(nodeText, gateway);
    return replies.when(
        gateway.operations().configuration(node), report -> Replies.ok(json(report).build()));
  }

  private static JsonObjectBuilder json(ConfigReport report) {
    JsonObjectBuilder document = Documents.object();
    report
        .file()
        .ifPresentOrElse(file -> document.add("file", file), () -> document.addNull("file"));
    JsonArrayBuilder items = Documents.array();
    for (ConfigReport.Item item : report.items()) {
      items.add(
          Documents.object()
              .add("key", item.key())
              .add("value", item.value())
              .add("source", item.source())
              .add("reloadable", item.reloadable()));
    }
    JsonArrayBuilder unknown = Documents.array();
    for (ConfigReport.Unknown one : report.unknown()) {
      JsonObjectBuilder entry = Documents.object().add("key", one.key());
      one.nearest().ifPresent(nearest -> entry.add("nearest", nearest));
      unknown.add(entry);
    }
    return document
        .add("loaded", report.loaded().toString())
        .add("items", items)
        .add("unknown", unknown);
  }

  private static JsonArrayBuilder texts(Collection<String> texts) {
    JsonArrayBuilder array = Documents.array();
    texts.forEach(array::add);
    return array;
  }
}
