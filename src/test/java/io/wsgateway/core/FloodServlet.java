package io.wsgateway.core;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes numbered messages to a topic from within the server, as fast as it can or at a pace,
 * which is more than any client could push: {@code ?topic=all&millis=3000&size=64&pace=0}. What is
 * refused is tried again, with the same number. Answers how many were accepted and refused, as
 * {@code accepted refused}.
 */
@WebServlet("/flood")
public class FloodServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Gateway gateway;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().print(flood(request));
  }

  private String flood(HttpServletRequest request) {
    long end = System.nanoTime() + Duration.ofMillis(number(request, "millis")).toNanos();
    int size = number(request, "size");
    int pace = number(request, "pace");
    int accepted = number(request, "first");
    int refused = 0;
    App app = gateway.app("flood");
    String topic = request.getParameter("topic");
    long next = System.nanoTime();
    while (System.nanoTime() < end) {
      String start = "n" + accepted + " ";
      try {
        app.sendToTopic(topic, start + "x".repeat(Math.max(0, size - start.length())));
        accepted++;
      } catch (GatewayException e) {
        refused++;
        LockSupport.parkNanos(50_000);
      }
      if (pace > 0) {
        next += Duration.ofSeconds(1).toNanos() / pace;
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
    return accepted + " " + refused;
  }

  private static int number(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? 0 : Integer.parseInt(value);
  }
}
