package io.wsgateway.http;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import io.wsgateway.core.Audit;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Refusal;
import io.wsgateway.core.SparingLog;
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
  private static final SparingLog SPARING = SparingLog.of(ProblemMapper.class);

  /** Null where no container has made this. */
  @Inject private @Nullable Audit audit;

  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof GatewayException known) {
      // What names a refusal has been counted where it was found.
      if (audit != null && known.code() == ErrorCode.TOO_LARGE && known.refusal() == null) {
        audit.refused("body", Refusal.SIZE, "address", request.getRemoteAddr());
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
    SPARING.log(ERROR, "A request failed", failure);
    return Problem.of(ErrorCode.INTERNAL, "The gateway failed; its log has the reason")
        .toResponse();
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
