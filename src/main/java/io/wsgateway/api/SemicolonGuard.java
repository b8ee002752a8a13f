package io.wsgateway.api;

import io.wsgateway.auth.ServerApi;
import io.wsgateway.config.Scope;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses a bare {@code ;} in the API's paths. Servers cut a name there, and what was meant for the
 * user {@code a;b} would be done to {@code a}.
 */
@Provider
@ServerApi(Scope.ADMIN)
public class SemicolonGuard implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    String path = request.getUriInfo().getRequestUri().getRawPath();
    if (path.indexOf(';') >= 0 && path.contains("/" + ApiPath.ROOT + "/apps/")) {
      throw new GatewayException(
          ErrorCode.BAD_NAME, "A name in the path has a ; in it that is not percent-encoded");
    }
  }
}
