package io.wsgateway.dialect.member;

import io.wsgateway.config.GatewayConfig;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * With {@code gateway.member.stat-port}, every path and method on that port answers the statistics,
 * as on port 6000 of the original: WebSockets and pushes, too. The port needs a listener of the
 * server's own.
 */
@WebListener
public class MemberStatPort implements ServletContextListener {
  @Inject private GatewayConfig config;

  /** A filter that is added here comes before all that are annotated, in whatever order. */
  @Override
  public void contextInitialized(ServletContextEvent event) {
    OptionalInt port = config.member().statPort();
    if (port.isPresent()) {
      FilterRegistration.Dynamic filter =
          event.getServletContext().addFilter("member-stat-port", new Reroute(port.getAsInt()));
      filter.setAsyncSupported(true);
      filter.addMappingForUrlPatterns(null, false, "/*");
    }
  }

  private static final class Reroute extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private final int port;

    Reroute(int port) {
      this.port = port;
    }

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      if (request.getLocalPort() == port) {
        request.getRequestDispatcher(MemberStatServlet.PATH).forward(request, response);
      } else {
        chain.doFilter(request, response);
      }
    }
  }
}
