package io.wsgateway.auth;

import static java.util.stream.Collectors.joining;

import io.wsgateway.config.KeyConfig;
import io.wsgateway.config.Scope;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Who makes a call to a server API, and what that allows. Immutable; what it refuses is counted and
 * audited.
 */
public final class Caller {
  private static final String ATTRIBUTE = Caller.class.getName();
  private static final String LOCAL = "(local)";
  private static final String ANYBODY = "(anybody)";
  private static final Set<String> ALL_APPS = Set.of(KeyConfig.ANY_APP);

  private final String id;
  private final Set<String> apps;
  private final Set<Scope> scopes;
  private final CallAudit audit;
  private final IntConsumer rate;

  private Caller(
      String id, Set<String> apps, Set<Scope> scopes, CallAudit audit, IntConsumer rate) {
    this.rate = rate;
    this.id = id;
    this.apps = apps;
    this.scopes = scopes;
    this.audit = audit;
  }

  /** The holder of a key. */
  static Caller of(Key key, CallAudit audit) {
    KeyConfig config = key.config();
    return new Caller(config.id(), config.apps(), config.scopes(), audit, key::charge);
  }

  /** A user of the server's own login who may do everything. Its name cannot be a key's. */
  static Caller loggedIn(String user, CallAudit audit) {
    return new Caller(
        idOfLogin(user), ALL_APPS, EnumSet.allOf(Scope.class), audit, Caller::unlimited);
  }

  static String idOfLogin(String user) {
    return user + " (login)";
  }

  /** A program on this machine, where there are no keys. Its name cannot be a key's. */
  static Caller local(CallAudit audit) {
    return new Caller(LOCAL, ALL_APPS, EnumSet.allOf(Scope.class), audit, Caller::unlimited);
  }

  /** Anybody, with {@code gateway.push.open=true}. */
  static Caller anybody(CallAudit audit) {
    return new Caller(
        ANYBODY, ALL_APPS, EnumSet.complementOf(EnumSet.of(Scope.ADMIN)), audit, Caller::unlimited);
  }

  private static void unlimited(int pushes) {
    // Whoever has no key has no rate.
  }

  /** Who makes a request that is marked with {@link ServerApi}. */
  public static Caller of(HttpServletRequest request) {
    return (Caller)
        Objects.requireNonNull(request.getAttribute(ATTRIBUTE), "This is not a @ServerApi");
  }

  /** Notes it where {@link #of(HttpServletRequest)} finds it. */
  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** The id of its key, or a word in brackets for who has none. No secret. */
  public String id() {
    return id;
  }

  /** The names of the apps that it is for, or {@link KeyConfig#ANY_APP}. */
  public Set<String> apps() {
    return apps;
  }

  /** Whether it is a program on this machine, let in without a key. */
  boolean isLocal() {
    return id.equals(LOCAL);
  }

  /** Whether it may be anybody. */
  boolean isAnybody() {
    return id.equals(ANYBODY);
  }

  /** Where what it is refused is noted. */
  CallAudit audit() {
    return audit;
  }

  /** What it may do. */
  public Set<Scope> scopes() {
    return scopes;
  }

  /**
   * Counts a request that pushes to several: each push beyond the first uses up the key's rate,
   * too. One that pushes to nobody counts as a request all the same.
   */
  public void chargeFor(int pushes) {
    rate.accept(Math.max(0, pushes - 1));
  }

  /**
   * Goes on only if this is a caller for that app, be there one or not.
   *
   * @throws GatewayException {@link ErrorCode#FORBIDDEN}
   */
  public void requireApp(String app) {
    if (!mayUse(app)) {
      throw audit.refused(
          ErrorCode.FORBIDDEN,
          Refusal.SCOPE,
          id,
          "The key " + id + " is not for this app; list it in gateway.key." + id + ".apps");
    }
  }

  /**
   * Goes on only if this is somebody, not anybody whom {@code gateway.push.open=true} lets in.
   *
   * @throws GatewayException {@link ErrorCode#FORBIDDEN}
   */
  public void requireSomebody() {
    if (isAnybody()) {
      throw audit.refused(
          ErrorCode.FORBIDDEN,
          Refusal.SCOPE,
          id,
          "This is not for anybody, gateway.push.open=true or not: show a key");
    }
  }

  /** Whether this is a caller for that app, be there one or not. */
  public boolean mayUse(String app) {
    return apps.contains(KeyConfig.ANY_APP) || apps.contains(app);
  }

  /**
   * Goes on only if this caller may do such things.
   *
   * @throws GatewayException {@link ErrorCode#FORBIDDEN}
   */
  public void requireScope(Scope scope) {
    if (!scopes.contains(scope)) {
      String has = scopes.stream().map(Scope::slug).sorted().collect(joining(", "));
      throw audit.refused(
          ErrorCode.FORBIDDEN,
          Refusal.SCOPE,
          id,
          "This needs a key with the scope " + scope.slug() + "; " + id + " has " + has);
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
