package io.wsgateway.dialect;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a client may show its token before it has said anything: as {@code Authorization: Bearer},
 * as {@code token} in the query, or, for browsers, which can set no header, as a subprotocol {@code
 * token.TOKEN} beside {@value #SUBPROTOCOL}, which is the one that is chosen. A URL ends up in logs
 * of proxies, a header does not.
 */
public final class HandshakeToken {
  /** The subprotocol that endpoints agree to; it has no meaning of its own. */
  public static final String SUBPROTOCOL = "wsgateway";

  private static final String OFFERED = "token.";
  private static final String BEARER = "Bearer ";

  private HandshakeToken() {}

  /** The token, or null if there is none. */
  static @Nullable String of(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return authorization.substring(BEARER.length()).strip();
    }
    String offered =
        headers(request, "Sec-WebSocket-Protocol")
            .flatMap(value -> Stream.of(value.split(",", -1)))
            .map(String::strip)
            .filter(name -> name.startsWith(OFFERED))
            .findFirst()
            .map(name -> name.substring(OFFERED.length()))
            .orElse(null);
    return offered != null ? offered : QueryParameter.of(request, "token");
  }

  private static Stream<String> headers(HttpServletRequest request, String name) {
    List<String> values = Collections.list(request.getHeaders(name));
    return values.stream();
  }
}
