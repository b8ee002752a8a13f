package io.wsgateway.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What proves that a connection's user is who it claims to be, and what the proof allows besides.
 *
 * @param proved whether there was a proof; else the claim was believed
 * @param roles what groups or roles it names
 * @param claims its other claims that are texts or lists of texts, by name
 * @param expires until when it holds, or null if it holds for ever
 * @param issued when it was made, or null if it does not say
 * @param id its own name, by which it can be revoked, or null if it has none
 */
public record Identity(
    boolean proved,
    Set<String> roles,
    Map<String, List<String>> claims,
    @Nullable Instant expires,
    @Nullable Instant issued,
    @Nullable String id) {

  /** Nobody has proved anything. */
  public static final Identity CLAIMED = new Identity(false, Set.of(), Map.of(), null, null, null);

  /** Copies. */
  public Identity {
    roles = Set.copyOf(roles);
    claims = Map.copyOf(claims);
  }

  /** A proof without an end, that says nothing more. */
  public static Identity provedWith(Set<String> roles) {
    return new Identity(true, roles, Map.of(), null, null, null);
  }

  /** The same, for ever. */
  public Identity withoutEnd() {
    return new Identity(proved, roles, claims, null, issued, id);
  }

  /** The texts of a claim; none if it is not there. */
  public List<String> claim(String name) {
    return claims.getOrDefault(name, List.of());
  }

  @Override
  public String toString() {
    return (proved ? "proved" : "claimed") + ", expires " + expires;
  }
}
