package io.wsgateway.dialect;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;

/**
 * A dialect that looks at requests before they become WebSockets. Found as a CDI bean; safe for any
 * thread.
 */
public interface HandshakeCheck {

  /** The path of its dialect. */
  String path();

  /**
   * Looks at a request for the dialect's path, be it a handshake or not.
   *
   * @return who is let in, which the endpoint finds as {@code Session.getUserPrincipal()}; empty if
   *     this has answered the request itself
   */
  Optional<Principal> admit(HttpServletRequest request, HttpServletResponse response)
      throws IOException;
}
