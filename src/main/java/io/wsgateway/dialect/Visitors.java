package io.wsgateway.dialect;

import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Visitor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds in a handshake what is known of its client. Safe for any thread. */
@ApplicationScoped
public class Visitors {

  @Inject private GatewayConfig config;

  private Set<String> roles(HttpServletRequest request) {
    return request.getUserPrincipal() == null
        ? Set.of()
        : config.apps().roles(AppsConfig.Auth.REALM).stream()
            .filter(request::isUserInRole)
            .collect(Collectors.toSet());
  }

  /**
   * What a handshake tells.
   *
   * @param login who the container, or the dialect's own check, says that it is, or null
   */
  public Visitor of(HttpServletRequest request, @Nullable Principal login) {
    return new Visitor(
        request.getRemoteAddr(), HandshakeToken.of(request), null, login, roles(request));
  }
}
