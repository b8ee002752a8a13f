package io.wsgateway.dialect;

import io.wsgateway.auth.Origins;
import io.wsgateway.core.Dialect;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.http.Problem;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at every handshake before the container does: containers differ in what they answer to a
 * refused one, and offer no injection where they ask.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class HandshakeFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Inject private transient Instance<Dialect> dialects;
  @Inject private transient Origins origins;
  private transient Set<String> paths = Set.of();

  @Override
  public void init() {
    paths = dialects.stream().map(Dialect::path).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    // Whatever its path: containers find an endpoint also by other spellings of it.
    if (request.getHeader("Upgrade") != null && !origins.allow(request.getHeader("Origin"))) {
      Problem.of(
              ErrorCode.FORBIDDEN,
              "Pages of this origin may not connect; list it in gateway.origins if they should")
          .writeTo(response);
    } else if (paths.contains(pathOf(request)) && !asksForWebSocket(request)) {
      // Not 426: that needs an Upgrade header, at which Payara takes the connection for upgraded.
      response.setHeader("Sec-WebSocket-Version", "13");
      Problem.of(
              ErrorCode.BAD_REQUEST,
              "This path is a WebSocket; connect with a client of RFC 6455, version 13")
          .writeTo(response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static String pathOf(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  private static boolean asksForWebSocket(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
        && "13".equals(request.getHeader("Sec-WebSocket-Version"))
        && request.getHeader("Sec-WebSocket-Key") != null;
  }
}
