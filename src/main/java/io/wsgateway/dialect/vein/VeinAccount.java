package io.wsgateway.dialect.vein;

import io.wsgateway.core.Identity;
import java.security.Principal;

/**
 * Who a token is for: the login of a connection that the {@link VeinHandshake} has let in.
 *
 * @param app the app whose secret signed the token
 * @param name the token's subject; may be empty, and such an account can send, but nobody can name
 *     it
 * @param identity what the token proves
 */
record VeinAccount(String app, String name, Identity identity) implements Principal {
  @Override
  public String getName() {
    return name;
  }
}
