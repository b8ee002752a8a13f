package io.wsgateway.fuzz;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Tells a test what the server that it runs in holds in memory after a collection of all garbage:
 * the JVM's own list of classes, with how many live objects each has and how many bytes they take;
 * and at {@code /inside/log} what {@link LogWatch} has to complain about, a line each.
 */
@WebServlet(
    urlPatterns = {"/inside", "/inside/log"},
    loadOnStartup = 1)
public class InsideServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient LogWatch log = new LogWatch();

  @Override
  public void init() {
    log.start();
  }

  @Override
  public void destroy() {
    log.stop();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.setCharacterEncoding("UTF-8");
    if (request.getServletPath().endsWith("log")) {
      response.getWriter().println(String.join("\n", log.complaints()));
    } else {
      response.getWriter().println(liveObjects());
    }
  }

  private static String liveObjects() {
    try {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
