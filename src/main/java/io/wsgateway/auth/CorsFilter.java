package io.wsgateway.auth;

import io.wsgateway.config.GatewayConfig;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * Lets web pages of the origins in {@code gateway.api.cors-origins} call the REST API and read its
 * answers; the browser keeps all others from it. Cookies are of no use there, and so not allowed:
 * pages show a key like everybody else.
 */
@WebFilter(urlPatterns = "/api/v1/*", asyncSupported = true)
public class CorsFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
  private static final String HEADERS =
      String.join(
          ", ",
          "Authorization",
          "Content-Type",
          "Idempotency-Key",
          "X-API-Key",
          Signature.KEY,
          Signature.TIME,
          Signature.NONCE,
          Signature.SIGNATURE);

  /** What pages may read besides what they always may. */
  private static final String EXPOSED = "Idempotency-Replayed, Location, Retry-After";

  private static final String DESCRIPTION = "/api/v1/openapi.json";

  @Inject private transient GatewayConfig config;
  private transient Origins origins = new Origins(List::of);

  @Override
  public void init() {
    origins = new Origins(() -> config.access().corsOrigins());
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    // The description is for pages of every origin, and says so itself.
    boolean any = !config.access().corsOrigins().isEmpty();
    if (!any || request.getRequestURI().endsWith(DESCRIPTION)) {
      chain.doFilter(request, response);
      return;
    }
    // Also where the origin is none of these: caches must not give that answer to one that is.
    response.addHeader("Vary", "Origin");
    String origin = request.getHeader("Origin");
    if (origin != null && origins.allow(origin)) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      if (isPreflight(request)) {
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        response.setHeader("Access-Control-Allow-Headers", HEADERS);
        response.setHeader("Access-Control-Max-Age", "600");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        return;
      }
      response.setHeader("Access-Control-Expose-Headers", EXPOSED);
    }
    chain.doFilter(request, response);
  }

  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Access-Control-Request-Method") != null;
  }
}
