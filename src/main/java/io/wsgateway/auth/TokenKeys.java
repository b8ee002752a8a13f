package io.wsgateway.auth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.wsgateway.config.AppsConfig;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an app trusts for the tokens of its users: secrets and key sets of the
 * configuration, and a key set that is fetched. Several are good at once, so that one can be
 * changed for another without anybody noticing. Safe for any thread; nothing waits.
 */
final class TokenKeys {
  private final List<JWK> fixed;
  private final @Nullable FetchedKeys fetched;

  /**
   * @param fetched those at the app's URL, or null if it has none
   */
  TokenKeys(AppsConfig.App app, @Nullable FetchedKeys fetched) {
    List<JWK> keys = new ArrayList<>();
    app.secrets().forEach(secret -> keys.add(HmacTokens.key(secret)));
    app.keySet().map(JWKSet::getKeys).ifPresent(keys::addAll);
    this.fixed = List.copyOf(keys);
    this.fetched = fetched;
  }

  /**
   * The claims of a token; nothing if none of the keys has signed it. Complete at once, unless its
   * key may be among those that have to be fetched first.
   */
  CompletionStage<Optional<JsonObject>> verify(String text) {
    SignedToken token = SignedToken.parse(text).orElse(null);
    if (token == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    Optional<JsonObject> claims = claims(token, fixed);
    FetchedKeys others = fetched;
    if (claims.isPresent() || others == null) {
      return CompletableFuture.completedFuture(claims);
    }
    Optional<JsonObject> known = claims(token, others.known());
    return known.isPresent()
        ? CompletableFuture.completedFuture(known)
        : others.newer(token).thenApply(keys -> claims(token, keys));
  }

  private static Optional<JsonObject> claims(SignedToken token, List<JWK> keys) {
    return keys.stream()
        .filter(token::mayBeOf)
        .map(token::claims)
        .flatMap(Optional::stream)
        .findFirst();
  }
}
