package io.wsgateway.auth;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/** Stands before every {@link ServerApi} and asks {@link Callers} who may pass. */
@Provider
@ServerApi
@Priority(Priorities.AUTHENTICATION)
public class CallerGuard implements ContainerRequestFilter {
  @Inject private Callers callers;
  @Context private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    // Resources answer HEAD by doing what GET does, which here has effects. Jersey says it is a
    // GET.
    if (request.getMethod().equals(HttpMethod.HEAD)) {
      throw new GatewayException(
          ErrorCode.METHOD_NOT_ALLOWED, "This path exists, but not with this method");
    }
    callers.check(request.getRemoteAddr(), context::getHeaderString);
  }
}
