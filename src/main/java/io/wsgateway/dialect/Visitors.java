package io.wsgateway.dialect;

import io.wsgateway.auth.TrustedProxies;
import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Visitor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds in a handshake what is known of its client. Safe for any thread. */
@ApplicationScoped
public class Visitors {

  /** What counts of a device's name. */
  private static final int MAX_DEVICE = 64;

  @Inject private GatewayConfig config;
  @Inject private TrustedProxies proxies;

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
        addressOf(request), HandshakeToken.of(request), deviceOf(request), login, roles(request));
  }

  /** The client's address, behind proxies that are trusted the one that they tell. */
  public String addressOf(HttpServletRequest request) {
    return proxies.addressOf(
        request.getRemoteAddr(), Collections.list(request.getHeaders(proxies.header())));
  }

  private static @Nullable String deviceOf(HttpServletRequest request) {
    String query = QueryParameter.of(request, "device");
    String device = query == null ? request.getHeader("X-Device") : query;
    return device == null || device.length() <= MAX_DEVICE
        ? device
        : device.substring(0, MAX_DEVICE);
  }
}
