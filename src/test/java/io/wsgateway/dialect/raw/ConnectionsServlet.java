package io.wsgateway.dialect.raw;

import io.wsgateway.core.SessionRegistry;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells a test how many connections a node still has, so that one case does not see those of the
 * case before go.
 */
@WebServlet("/connections")
public class ConnectionsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private SessionRegistry registry;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().print(registry.connectionCount());
  }
}
