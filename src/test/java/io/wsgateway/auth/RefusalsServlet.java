package io.wsgateway.auth;

import io.wsgateway.core.Counters;
import io.wsgateway.core.Refusal;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells a test how often the gateway beside it has refused somebody for the reason in the query.
 */
@WebServlet("/refusals")
public class RefusalsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Counters counters;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    Refusal why = Refusal.valueOf(request.getQueryString());
    response.getWriter().print(counters.refusals(why));
  }
}
