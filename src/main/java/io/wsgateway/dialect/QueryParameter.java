package io.wsgateway.dialect;

import io.wsgateway.core.GatewayException;
import io.wsgateway.http.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** What a client says about itself in the query of its handshake. */
final class QueryParameter {
  private QueryParameter() {}

  /**
   * The last of that name, or null if there is none, or the query cannot be read: what else is in
   * it is nobody's business, since the originals ignore it.
   */
  static @Nullable String of(HttpServletRequest request, String name) {
    if (request.getQueryString() == null) {
      return null;
    }
    try {
      return Parameters.of(request, null).last(name).orElse(null);
    } catch (GatewayException e) {
      return null;
    }
  }
}
