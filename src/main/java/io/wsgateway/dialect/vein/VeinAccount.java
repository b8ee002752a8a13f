package io.wsgateway.dialect.vein;

import java.security.Principal;

/**
 * Who a token is for: the principal of a connection that the {@link VeinHandshake} has let in.
 *
 * @param app the app whose secret signed the token
 * @param name the token's subject; may be empty, and such an account can send, but nobody can name
 *     it
 */
record VeinAccount(String app, String name) implements Principal {
  @Override
  public String getName() {
    return name;
  }
}
