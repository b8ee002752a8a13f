package io.wsgateway.dialect;

import static java.lang.System.Logger.Level.DEBUG;

import io.wsgateway.auth.Origins;
import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Audit;
import io.wsgateway.core.Dialect;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Refusal;
import io.wsgateway.http.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * The server's own login, for apps with {@code auth=realm}. A browser sends it along with every
 * handshake, whatever page opens that, so pages of other origins than those listed are refused.
 * Safe for any thread.
 */
@ApplicationScoped
public class ContainerLogin {
  private static final System.Logger LOG = System.getLogger(ContainerLogin.class.getName());

  @Inject private GatewayConfig config;
  @Inject private Origins origins;
  @Inject private Visitors visitors;
  @Inject private Audit audit;

  /**
   * Has the container find out who somebody is, where that is needed.
   *
   * @return whether the handshake goes on; if not, it has been answered
   */
  public boolean admit(HttpServletRequest request, HttpServletResponse response, Dialect dialect)
      throws IOException {
    Optional<String> app = dialect.app();
    boolean needed = app.isPresent() ? isRealm(app.get()) : mayBeShown(request);
    if (!needed) {
      return true;
    }
    String origin = request.getHeader("Origin");
    if (!origins.allowLogin(origin, request.getHeader("Host"))) {
      audit.refused(
          "handshake", Refusal.ORIGIN, "address", visitors.addressOf(request), "origin", origin);
      Problem.of(
              ErrorCode.FORBIDDEN,
              "With the server's login, pages of this origin may only connect if"
                  + " gateway.origins lists it by name")
          .writeTo(response);
      return false;
    }
    return request.getUserPrincipal() != null || login(request, response);
  }

  private boolean isRealm(String app) {
    return config.apps().get(app).auth() == AppsConfig.Auth.REALM;
  }

  /** Clients that name their app later may show a login for it now. */
  private boolean mayBeShown(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    boolean shown =
        request.getUserPrincipal() != null
            || (authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6));
    return shown && config.apps().names().stream().anyMatch(this::isRealm);
  }

  private boolean login(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      if (request.authenticate(response)) {
        return true;
      }
    } catch (ServletException | RuntimeException e) {
      // WildFly throws over credentials that are not even written as such.
      LOG.log(DEBUG, "The container could not log somebody in", e);
      response.setHeader("WWW-Authenticate", "Basic realm=\"wsgateway\", charset=\"UTF-8\"");
      Problem.of(ErrorCode.UNAUTHORIZED, "The credentials cannot be read").writeTo(response);
    }
    audit.refused("login", Refusal.TOKEN, "address", visitors.addressOf(request));
    return false;
  }
}
