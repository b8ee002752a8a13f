package io.wsgateway.core;

import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a client from its handshake alone. It is the principal of the handshake, so that
 * the endpoint finds it in the session.
 *
 * @param address the client's, behind proxies that are trusted the one that they tell
 * @param token what it showed as a proof in the query, as {@code Authorization} or as a
 *     subprotocol; a secret
 * @param device how it calls the device or platform that it is on
 * @param login who the container, or the dialect's own check, says that it is
 * @param roles those of the login that the app's rules name
 */
public record Visitor(
    String address,
    @Nullable String token,
    @Nullable String device,
    @Nullable Principal login,
    Set<String> roles)
    implements Principal {

  /** Of whom nothing is known. */
  public static final Visitor UNKNOWN = new Visitor("", null, null, null, Set.of());

  /** Copies. */
  public Visitor {
    roles = Set.copyOf(roles);
  }

  /**
   * What a session's principal tells.
   *
   * @throws GatewayException if nothing: the handshake has come by a spelling of the path that
   *     containers take and the gateway has not looked at
   */
  public static Visitor of(@Nullable Principal principal) {
    if (principal instanceof Visitor visitor) {
      return visitor;
    }
    throw new GatewayException(ErrorCode.FORBIDDEN, "Connect to the path as it is written")
        .closing(DisconnectReason.NOT_AUTHENTICATED);
  }

  @Override
  public String getName() {
    return login == null ? address : login.getName();
  }

  @Override
  public String toString() {
    return "visitor from " + address;
  }
}
