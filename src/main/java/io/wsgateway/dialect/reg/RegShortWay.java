package io.wsgateway.dialect.reg;

import io.wsgateway.auth.Caller;
import io.wsgateway.auth.Callers;
import io.wsgateway.auth.ServerCall;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.Scope;
import io.wsgateway.http.BodyLimit;
import io.wsgateway.http.Parameters;
import io.wsgateway.http.ProblemMapper;
import io.wsgateway.http.ServletAnswer;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Does what {@link RegPushResource} does for plain pushes: parameters in the query, or in an
 * URL-encoded form of a known length. On Payara, JAX-RS takes longer to find and call a resource
 * than a push itself takes. Whatever is out of the ordinary goes on to the resource.
 */
public class RegShortWay extends HttpFilter {
  static final String USERS = "/push/user";
  static final String TOPIC = "/push/topic";
  private static final long serialVersionUID = 1L;

  @Inject private transient Callers callers;
  @Inject private transient GatewayConfig config;
  @Inject private transient RegPushes pushes;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    if ((path.equals(USERS) || path.equals(TOPIC)) && isPlain(request, BodyLimit.of(config))) {
      Response answer;
      try {
        answer = push(request, path);
      } catch (IOException | RuntimeException e) {
        answer = new ProblemMapper().toResponse(e);
      }
      ServletAnswer.write(answer, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  /**
   * Whether this does it.
   *
   * @param most how long a body may be, in bytes
   */
  static boolean isPlain(HttpServletRequest request, long most) {
    boolean isForm =
        request.getMethod().equals("POST")
            && MediaType.APPLICATION_FORM_URLENCODED.equals(request.getContentType())
            && request.getContentLengthLong() >= 0
            && request.getContentLengthLong() <= most;
    boolean isQuery =
        request.getMethod().equals("GET")
            && isNothing(request.getHeader("Content-Length"))
            && request.getHeader("Transfer-Encoding") == null;
    return (isForm || isQuery) && !Callers.wantsMore(request);
  }

  private static boolean isNothing(@Nullable String length) {
    return length == null || length.equals("0");
  }

  private Response push(HttpServletRequest request, String path) throws IOException {
    int length = Math.max(0, request.getContentLength());
    Caller caller =
        callers.admit(ServerCall.of(request, length, request::getInputStream), Scope.PUSH);
    byte[] form = length == 0 ? new byte[0] : request.getInputStream().readNBytes(length);
    Parameters parameters = Parameters.of(request, Parameters.none().andForm(form, length));
    return path.equals(USERS)
        ? pushes.toUsers(parameters, caller)
        : pushes.toTopic(parameters, caller);
  }
}
