package io.wsgateway.auth;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.Scope;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.http.BodyLimit;
import io.wsgateway.http.StrangersBodies;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every {@link ServerApi} and asks {@link ConsoleLogin} and {@link Callers} who may
 * pass. For a signature it reads the body, and lets the resource read it again.
 */
@Provider
@ServerApi(Scope.ADMIN)
@Priority(Priorities.AUTHENTICATION)
public class CallerGuard implements ContainerRequestFilter {
  @Inject private Callers callers;
  @Inject private ConsoleLogin logins;
  @Inject private GatewayConfig config;
  @Inject private StrangersBodies bodies;
  @Context private HttpServletRequest request;
  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext context) {
    // Resources answer HEAD by doing what GET does, which here has effects. Jersey says it is a
    // GET.
    if (request.getMethod().equals(HttpMethod.HEAD)) {
      throw new GatewayException(
          ErrorCode.METHOD_NOT_ALLOWED, "This path exists, but not with this method");
    }
    long limit = BodyLimit.of(config);
    ServerCall call =
        ServerCall.of(
            request,
            limit,
            () -> bodies.open(request.getRemoteAddr(), context.getEntityStream(), limit + 1));
    Optional<Caller> operator = logins.callerOf(request, call);
    Caller caller = operator.isPresent() ? operator.get() : callers.admit(call, scope());
    caller.attachTo(request);
    call.bodyThatWasRead()
        .filter(body -> body.length > 0)
        .ifPresent(body -> context.setEntityStream(new ByteArrayInputStream(body)));
  }

  private Scope scope() {
    ServerApi mark = resource.getResourceMethod().getAnnotation(ServerApi.class);
    if (mark == null) {
      mark = markOf(resource.getResourceClass());
    }
    // This filter is called only where there is one, so that this is a fault; the safe side then.
    return mark == null ? Scope.ADMIN : mark.value();
  }

  /** A container may tell of a class that it has made itself, below the one that is marked. */
  private static @Nullable ServerApi markOf(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      ServerApi mark = each.getDeclaredAnnotation(ServerApi.class);
      if (mark != null) {
        return mark;
      }
    }
    return null;
  }
}
