package io.wsgateway.dialect;

import static java.lang.System.Logger.Level.DEBUG;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Dialect;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.http.Problem;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at every handshake before the container does: containers differ in what they answer to a
 * refused one, and offer no injection where they ask. A WebSocket at a path of no dialect is taken
 * to the one that {@code gateway.root-dialect} names for the port it came in on.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class HandshakeFilter extends HttpFilter {
  private static final System.Logger LOG = System.getLogger(HandshakeFilter.class.getName());
  private static final long serialVersionUID = 1L;

  @Inject private transient GatewayConfig config;
  @Inject private transient Instance<Dialect> dialects;
  @Inject private transient Instance<HandshakeCheck> checks;
  @Inject private transient Doorkeeper doorkeeper;
  @Inject private transient Visitors visitors;
  @Inject private transient ContainerLogin logins;
  private transient Map<String, String> pathsByName = Map.of();
  private transient Map<String, Dialect> dialectsByPath = Map.of();
  private transient Map<String, HandshakeCheck> checksByPath = Map.of();

  @Override
  public void init() {
    pathsByName =
        dialects.stream().collect(Collectors.toUnmodifiableMap(Dialect::name, Dialect::path));
    dialectsByPath =
        dialects.stream().collect(Collectors.toUnmodifiableMap(Dialect::path, dialect -> dialect));
    checksByPath =
        checks.stream().collect(Collectors.toUnmodifiableMap(HandshakeCheck::path, check -> check));
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = pathOf(request);
    boolean forDialect = pathsByName.containsValue(path);
    if (!doorkeeper.admits(request, response, forDialect)) {
      return;
    }
    if (forDialect) {
      handshake(request, response, chain, path);
      return;
    }
    Optional<String> root = meansWebSocket(request) ? rootPath(request) : Optional.empty();
    if (root.isPresent()) {
      handshake(request, response, chain, root.get());
    } else if (request.getHeader("Sec-WebSocket-Key") != null
        && !(asksForWebSocket(request) && isUri(request.getRequestURI()))) {
      // Payara takes it for a handshake all the same, and fails over it.
      refuse(response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void handshake(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, String path)
      throws IOException, ServletException {
    HandshakeCheck check = checksByPath.get(path);
    Dialect dialect = dialectsByPath.get(path);
    if (dialect != null && meansWebSocket(request) && !logins.admit(request, response, dialect)) {
      return;
    }
    Principal login = request.getUserPrincipal();
    if (check != null) {
      Optional<Principal> admitted = check.admit(request, response);
      if (admitted.isEmpty()) {
        return;
      }
      login = admitted.get();
    }
    if (asksForWebSocket(request)) {
      discardEarly(request.getInputStream());
      chain.doFilter(new HandshakeRequest(request, path, visitors.of(request, login)), response);
    } else {
      refuse(response);
    }
  }

  /**
   * Throws away what is to be read before the handshake is answered: clients must not send that
   * early. On Payara it is mostly the close frame of a connection before, since requests are used
   * again with what was left unread; Tyrus would have one of the server's threads wait for itself
   * for ever.
   */
  private static void discardEarly(InputStream in) throws IOException {
    int early = in.available();
    if (early > 0) {
      LOG.log(DEBUG, "Threw away {0} bytes that came before a handshake was answered", early);
      in.skipNBytes(early);
    }
  }

  /** Not with 426: that needs an Upgrade header, at which Payara takes it for upgraded. */
  private static void refuse(HttpServletResponse response) throws IOException {
    response.setHeader("Sec-WebSocket-Version", "13");
    Problem.of(
            ErrorCode.BAD_REQUEST,
            "This is no WebSocket handshake; connect with a client of RFC 6455, version 13")
        .writeTo(response);
  }

  private static boolean isUri(String path) {
    try {
      URI.create(path);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Optional<String> rootPath(HttpServletRequest request) {
    return config.rootDialect().at(request.getLocalPort()).map(pathsByName::get);
  }

  private static String pathOf(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  private static boolean asksForWebSocket(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && meansWebSocket(request)
        && Collections.list(request.getHeaders("Connection")).stream()
            .flatMap(value -> Stream.of(value.split(",", -1)))
            .anyMatch(token -> token.strip().equalsIgnoreCase("upgrade"))
        && List.of("13").equals(Collections.list(request.getHeaders("Sec-WebSocket-Version")))
        && Collections.list(request.getHeaders("Sec-WebSocket-Key")).size() == 1;
  }

  private static boolean meansWebSocket(HttpServletRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }
}
