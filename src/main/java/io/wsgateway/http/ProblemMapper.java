package io.wsgateway.http;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import io.wsgateway.core.Audit;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Refusal;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Turns whatever a resource throws into a {@link Problem}; without it each server shows a page of
 * its own.
 */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());

  @Inject private Audit audit;
  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof GatewayException known) {
      if (known.code() == ErrorCode.TOO_LARGE) {
        audit.refused("body", Refusal.SIZE, "address", address());
      }
      return Problem.of(known).toResponse();
    }
    if (failure instanceof WebApplicationException http) {
      return ofServer(http.getResponse());
    }
    if (failure instanceof IOException || failure.getCause() instanceof IOException) {
      LOG.log(DEBUG, "A caller hung up, or was too slow, while it sent its request", failure);
      return Problem.of(ErrorCode.BAD_REQUEST, "The body ended too early").toResponse();
    }
    LOG.log(ERROR, "A request failed", failure);
    return Problem.of(ErrorCode.INTERNAL, "The gateway failed; its log has the reason")
        .toResponse();
  }

  /** Not known where an answer is made on another thread than the request came in on. */
  private @Nullable String address() {
    try {
      return request.getRemoteAddr();
    } catch (RuntimeException e) {
      // Each server has an exception of its own for it.
      return null;
    }
  }

  /**
   * What the server found wrong, such as an unknown path, keeping its status and what it allows.
   */
  private static Response ofServer(Response answer) {
    int status = answer.getStatus();
    if (status < 400) {
      return answer;
    }
    ErrorCode code = ErrorCode.ofStatus(status);
    String detail =
        switch (code) {
          case NOT_FOUND -> "There is nothing under this path";
          case METHOD_NOT_ALLOWED -> "This path exists, but not with this method";
          default ->
              "The request could not be understood: " + answer.getStatusInfo().getReasonPhrase();
        };
    Response.ResponseBuilder problem =
        Response.fromResponse(new Problem(status, code, detail).toResponse());
    String allow = answer.getHeaderString(HttpHeaders.ALLOW);
    return allow == null ? problem.build() : problem.header(HttpHeaders.ALLOW, allow).build();
  }
}
