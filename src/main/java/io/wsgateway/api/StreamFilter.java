package io.wsgateway.api;

import io.wsgateway.auth.Callers;
import io.wsgateway.auth.ConsoleLogin;
import io.wsgateway.auth.ServerCall;
import io.wsgateway.auth.Standing;
import io.wsgateway.config.Scope;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.http.Problem;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens streams of publications. A filter, and no resource: a resource's request is read by JAX-RS
 * first, which waits for what a stream's sender may send much later; and a servlet's pattern could
 * not name an app in the middle of the path.
 */
public class StreamFilter extends HttpFilter {
  /** JSON, one value in each line. */
  static final String MEDIA_TYPE = "application/" + StreamFilter.SUBTYPE;

  private static final long serialVersionUID = 1L;
  private static final String SUBTYPE = "x-ndjson";
  private static final String END = "/messages/stream";

  @Inject private transient Gateway gateway;
  @Inject private transient Callers callers;
  @Inject private transient ConsoleLogin logins;
  @Inject private transient Streams streams;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getRequestURI();
    int root = request.getContextPath().length();
    boolean isStream =
        path.endsWith(END)
            && path.startsWith(ApiPath.APPS, root)
            && path.length() >= root + ApiPath.APPS.length() + END.length();
    if (!isStream) {
      chain.doFilter(request, response);
      return;
    }
    try {
      open(request, response, path.substring(root));
    } catch (GatewayException e) {
      if (e.code() == ErrorCode.UNAUTHORIZED) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      }
      Problem.of(e).writeTo(response);
    }
  }

  private void open(HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      response.setHeader(HttpHeaders.ALLOW, "POST");
      throw new GatewayException(
          ErrorCode.METHOD_NOT_ALLOWED, "This path exists, but not with this method");
    }
    String written = path.substring(ApiPath.APPS.length(), path.length() - END.length());
    if (path.indexOf(';') >= 0 || written.indexOf('/') >= 0) {
      throw new GatewayException(
          ErrorCode.BAD_NAME,
          "A name in the path has a ; or a / in it that is not percent-encoded");
    }
    String name = ApiPath.name(written);
    Standing sender = sender(request, name);
    String app = gateway.app(name).name();
    requireNdjson(request.getContentType());
    streams.open(request, response, app, sender);
  }

  private Standing sender(HttpServletRequest request, String app) {
    ServerCall call = ServerCall.of(request, 0, InputStream::nullInputStream);
    Optional<Standing> operator = logins.lastingCallerOf(request, call);
    return operator.orElseGet(() -> callers.admitLasting(call, Scope.PUSH, app));
  }

  private static void requireNdjson(@Nullable String type) {
    if (type == null || !JsonBody.isUtf8(type, SUBTYPE)) {
      throw new GatewayException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          (type == null ? "The body has no type" : "The body is of another type")
              + "; send Content-Type: "
              + MEDIA_TYPE
              + ", one JSON object in each line, in UTF-8");
    }
  }

  @Override
  public void destroy() {
    streams.stop();
  }
}
