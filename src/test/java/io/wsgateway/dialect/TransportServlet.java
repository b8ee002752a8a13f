package io.wsgateway.dialect;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Tells a test what writes to the sockets that were opened so far ({@code ?writers}), or for how
 * many nanoseconds all threads that are alive have had a processor.
 */
@WebServlet("/transport")
public class TransportServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Transports transports;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response
        .getWriter()
        .print(
            "writers".equals(request.getQueryString())
                ? String.join(",", transports.opened().keySet())
                : String.valueOf(processorTime()));
  }

  private static long processorTime() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getAllThreadIds())
        .map(threads::getThreadCpuTime)
        .filter(nanos -> nanos > 0)
        .sum();
  }
}
