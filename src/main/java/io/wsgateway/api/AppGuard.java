package io.wsgateway.api;

import io.wsgateway.auth.Caller;
import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses a caller whose key is not for the app in the path, whatever the resource; one that
 * forgets to ask would be open to the keys of other apps.
 */
@Provider
@ServerApi(Scope.ADMIN)
@Priority(Priorities.AUTHORIZATION)
public class AppGuard implements ContainerRequestFilter {
  @Context private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    String app = context.getUriInfo().getPathParameters(false).getFirst("app");
    if (app != null) {
      Caller.of(request).requireApp(ApiPath.name(app));
    }
  }
}
