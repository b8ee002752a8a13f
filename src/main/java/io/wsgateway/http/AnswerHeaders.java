package io.wsgateway.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.regex.Pattern;

/**
 * Tells browsers to be careful with every answer: not to guess its type, not to show it in a frame,
 * not to name it as a referrer. Pages load only what comes from here, and nothing inline; what is
 * no page loads nothing at all, and is not kept. Only the JavaScript client is for pages of every
 * origin; which of them may connect is for {@code gateway.origins} to say.
 *
 * <p>All in one place, and nowhere else: servers differ in whether a header of a resource replaces
 * one that is there, and of two policies both hold.
 */
@WebListener
public class AnswerHeaders implements ServletContextListener {
  private static final Pattern PAGE =
      Pattern.compile("/|/page/(api\\.html|[a-z-]+\\.[a-z]+)|/ui(/|/(lib/)?[a-z-]+(\\.[a-z]+)+)?");
  private static final Pattern CLIENT = Pattern.compile("/client/wsgateway\\.(js|d\\.ts)");
  private static final String DESCRIPTION = "/api/v1/openapi.json";

  /** A filter that is added here comes before all that are annotated, in whatever order. */
  @Override
  public void contextInitialized(ServletContextEvent event) {
    FilterRegistration.Dynamic filter =
        event.getServletContext().addFilter("answer-headers", new Adder());
    filter.setAsyncSupported(true);
    // Errors and forwarded requests start anew on some servers.
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ERROR),
        false,
        "/*");
  }

  private static final class Adder extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      String path = request.getRequestURI().substring(request.getContextPath().length());
      if (mayBecomeWebSocket(request)) {
        chain.doFilter(request, new AnswerToHandshake(response, path));
      } else {
        add(path, response);
        chain.doFilter(request, response);
      }
    }
  }

  private static boolean mayBecomeWebSocket(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
        && request.getHeader("Sec-WebSocket-Key") != null;
  }

  private static void add(String path, HttpServletResponse response) {
    // Most calls are these, and come often.
    boolean api = path.startsWith("/api/");
    boolean page = !api && PAGE.matcher(path).matches();
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader(
        "Content-Security-Policy",
        page
            ? "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            : "default-src 'none'; frame-ancestors 'none'");
    boolean client = !api && CLIENT.matcher(path).matches();
    if (client) {
      response.setHeader("Access-Control-Allow-Origin", "*");
      response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }
    response.setHeader(
        "Cache-Control", page || client || path.equals(DESCRIPTION) ? "no-cache" : "no-store");
  }

  /**
   * The answer to a request for a WebSocket, which gets the headers unless it becomes one: it would
   * need none, and Payara keeps them, more than a kilobyte, as long as it is open.
   */
  private static final class AnswerToHandshake extends HttpServletResponseWrapper {
    private final String path;
    private boolean hasHeaders;

    AnswerToHandshake(HttpServletResponse response, String path) {
      super(response);
      this.path = path;
    }

    private void addHeaders() {
      if (!hasHeaders) {
        hasHeaders = true;
        add(path, (HttpServletResponse) getResponse());
      }
    }

    @Override
    public void setStatus(int status) {
      if (status != SC_SWITCHING_PROTOCOLS) {
        addHeaders();
      }
      super.setStatus(status);
    }

    @Override
    public void sendError(int status) throws IOException {
      addHeaders();
      super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
      addHeaders();
      super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
      addHeaders();
      super.sendRedirect(location);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      addHeaders();
      return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      addHeaders();
      return super.getWriter();
    }
  }
}
