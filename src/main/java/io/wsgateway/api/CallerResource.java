package io.wsgateway.api;

import io.wsgateway.auth.Caller;
import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Who calls: what a key, or a login, is good for. */
@Path("/")
@RequestScoped
@ServerApi(Scope.READ)
@Produces(MediaType.APPLICATION_JSON)
public class CallerResource {
  @Context private HttpServletRequest request;

  /** Tells the caller what it may do. */
  @GET
  @Path(ApiPath.ROOT + "/caller")
  public Response get() {
    Caller caller = Caller.of(request);
    JsonArrayBuilder scopes = Documents.array();
    caller.scopes().stream().sorted().map(Scope::slug).forEach(scopes::add);
    JsonArrayBuilder apps = Documents.array();
    caller.apps().stream().sorted().forEach(apps::add);
    return Replies.ok(
        Documents.object()
            .add("caller", caller.id())
            .add("scopes", scopes)
            .add("apps", apps)
            .build());
  }
}
