package io.wsgateway.dialect;

import io.wsgateway.core.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A handshake as the container is to see it: for a dialect's path, with what it tells of its
 * client.
 */
final class HandshakeRequest extends HttpServletRequestWrapper {
  private final String path;
  private final Visitor visitor;

  HandshakeRequest(HttpServletRequest request, String path, Visitor visitor) {
    super(request);
    this.path = path;
    this.visitor = visitor;
  }

  @Override
  public String getRequestURI() {
    return getContextPath() + path;
  }

  @Override
  public StringBuffer getRequestURL() {
    StringBuffer url = super.getRequestURL();
    int pathStart = url.indexOf("/", url.indexOf("://") + 3);
    return url.replace(Math.max(pathStart, 0), url.length(), getRequestURI());
  }

  @Override
  public String getServletPath() {
    return path;
  }

  @Override
  public @Nullable String getPathInfo() {
    return null;
  }

  @Override
  public Principal getUserPrincipal() {
    return visitor;
  }
}
