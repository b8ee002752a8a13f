package io.wsgateway.http;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Answers what fails before a resource is reached, such as a handshake that the container refuses.
 * {@code web.xml} sends all such errors here.
 */
@WebServlet("/error")
public class ErrorServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getDispatcherType() != DispatcherType.ERROR) {
      Problem.of(ErrorCode.NOT_FOUND, "There is nothing under this path").writeTo(response);
      return;
    }
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int code = status instanceof Integer number ? number : ErrorCode.INTERNAL.status();
    Optional<Problem> query = code >= 500 ? badQuery(request) : Optional.empty();
    if (query.isPresent()) {
      query.get().writeTo(response);
      return;
    }
    String detail =
        code >= 500
            ? "The gateway failed; its log has the reason"
            : "The server refused the request before the gateway saw it";
    new Problem(code, ErrorCode.ofStatus(code), detail).writeTo(response);
  }

  /**
   * What is wrong with the query: Jersey fails over it before it calls anything of ours, if the
   * request is a form without a body.
   */
  private static Optional<Problem> badQuery(HttpServletRequest request) {
    try {
      Parameters.of(request, null);
      return Optional.empty();
    } catch (GatewayException e) {
      return Optional.of(Problem.of(e.code(), String.valueOf(e.getMessage())));
    }
  }
}
