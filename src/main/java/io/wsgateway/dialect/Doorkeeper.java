package io.wsgateway.dialect;

import io.wsgateway.auth.HandshakeLimits;
import io.wsgateway.auth.Origins;
import io.wsgateway.core.Audit;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Refusal;
import io.wsgateway.http.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Turns handshakes away before anything else is done for them: those that come too often, or when
 * there is no room, and those of web pages that may not connect. Safe for any thread.
 */
@ApplicationScoped
public class Doorkeeper {
  private static final String WHAT = "handshake";

  @Inject private Gateway gateway;
  @Inject private HandshakeLimits limits;
  @Inject private Origins origins;
  @Inject private Visitors visitors;
  @Inject private Audit audit;

  /**
   * Looks at a request.
   *
   * @param forDialect whether it is for the path of a dialect; then it counts as a handshake,
   *     whatever else it is, since the dialect answers it
   * @return false if this has answered it
   */
  public boolean admits(
      HttpServletRequest request, HttpServletResponse response, boolean forDialect)
      throws IOException {
    if (forDialect || isHandshake(request)) {
      String address = visitors.addressOf(request);
      try {
        gateway.drain().requireOpen();
        limits.require(address);
      } catch (GatewayException e) {
        Refusal refusal = e.refusal();
        if (refusal == Refusal.DRAINING) {
          audit.turnedAway(refusal);
        } else {
          audit.refused(WHAT, refusal == null ? Refusal.RATE : refusal, "address", address);
        }
        Problem.of(e).writeTo(response);
        return false;
      }
    }
    String origin = request.getHeader("Origin");
    // Whatever its path: containers find an endpoint also by other spellings of it.
    if (request.getHeader("Upgrade") != null && !origins.allow(origin)) {
      audit.refused(WHAT, Refusal.ORIGIN, "address", visitors.addressOf(request), "origin", origin);
      Problem.of(
              ErrorCode.FORBIDDEN,
              "Pages of this origin may not connect; list it in gateway.origins if they should")
          .writeTo(response);
      return false;
    }
    return true;
  }

  /** Also one that is not right: some containers take it for one all the same. */
  private static boolean isHandshake(HttpServletRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
        || request.getHeader("Sec-WebSocket-Key") != null;
  }
}
