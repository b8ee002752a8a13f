package io.wsgateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import io.wsgateway.config.AccessConfig;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.config.Scope;
import io.wsgateway.core.Audit;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.ExpiringStore;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Refusal;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may call the server APIs: whoever shows the secret of a configured key, or signs with it;
 * without any key configured, programs on this machine; everybody with {@code
 * gateway.push.open=true}, for all but {@link Scope#ADMIN}. What is refused is counted and audited
 * here. Safe for any thread.
 */
@ApplicationScoped
public class Callers {
  @Inject private GatewayConfig config;
  @Inject private ExpiringStore store;
  @Inject private Audit audited;

  private InstantSource clock = InstantSource.system();
  private LongSupplier nanoTime = System::nanoTime;
  private ExpiringStore nonces;
  private Audit audit;
  private volatile Rules rules;

  /** What is configured. */
  private record Rules(boolean open, List<Key> keys, SignedRequests signed) {
    Optional<Key> named(@Nullable String id) {
      return keys.stream().filter(key -> key.config().id().equals(id)).findAny();
    }

    /** The key with that secret. All are compared, so that time tells nothing. */
    Optional<Key> of(String secret) {
      byte[] digest = Key.sha256(secret.getBytes(UTF_8));
      Key found = null;
      for (Key key : keys) {
        if (key.hasDigest(digest)) {
          found = key;
        }
      }
      return Optional.ofNullable(found);
    }
  }

  /** For the container. */
  protected Callers() {}

  Callers(
      AccessConfig access,
      ExpiringStore store,
      Audit audit,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.nonces = store;
    this.audit = audit;
    rules = read(access, List.of());
  }

  @PostConstruct
  void start() {
    audit = audited;
    nonces = store;
    rules = read(config.access(), List.of());
    config.onReload(() -> change(config.access()));
  }

  /** From now on this: who is not among the keys any more is refused at the next call. */
  void change(AccessConfig access) {
    rules = read(access, rules.keys());
  }

  private Rules read(AccessConfig access, List<Key> before) {
    Map<String, Key> known =
        before.stream().collect(toMap(key -> key.config().id(), Function.identity()));
    List<Key> keys =
        access.keys().values().stream()
            .map(key -> new Key(key, nanoTime, known.get(key.id())))
            .toList();
    return new Rules(
        access.pushOpen(), keys, new SignedRequests(access.signatureWindow(), nonces, clock));
  }

  /**
   * Says who a caller is, or throws.
   *
   * @param scope what the call is for
   * @throws GatewayException {@link ErrorCode#UNAUTHORIZED}, {@link ErrorCode#FORBIDDEN} or {@link
   *     ErrorCode#LIMIT}, saying what to do
   */
  public Caller admit(ServerCall call, Scope scope) {
    CallAudit refusals = new CallAudit(audit, call);
    Rules now = rules;
    return admit(
        now.keys().isEmpty()
            ? keyless(call, now.open(), refusals)
            : keyed(call, now, now.open(), refusals),
        scope);
  }

  /**
   * The same for what programs on this machine may always do and others only with a key: {@code
   * gateway.push.open} opens it to nobody.
   *
   * @param scope what the call is for
   * @throws GatewayException as {@link #admit(ServerCall, Scope)}
   */
  public Caller admitInsider(ServerCall call, Scope scope) {
    CallAudit refusals = new CallAudit(audit, call);
    Optional<String> fault = LocalCallers.whyNot(call);
    if (fault.isEmpty()) {
      return Caller.local(refusals);
    }
    Rules now = rules;
    if (now.keys().isEmpty()) {
      throw notLocal(fault.get(), refusals);
    }
    return admit(keyed(call, now, false, refusals), scope);
  }

  /**
   * The same for a call that lasts, and whose caller is asked anew for each push.
   *
   * @param scope what the call is for
   * @param app what the caller must be for
   * @throws GatewayException as {@link #admit(ServerCall, Scope)}; also {@link
   *     ErrorCode#UNAUTHORIZED} if it is signed: the body is part of what is signed, and nobody
   *     knows yet what this one will be
   */
  public Standing admitLasting(ServerCall call, Scope scope, String app) {
    CallAudit refusals = new CallAudit(audit, call);
    if (Signature.isMeantBy(call)) {
      throw refusals.refused(
          ErrorCode.UNAUTHORIZED,
          Refusal.SIGNATURE,
          "",
          "A stream cannot be signed, since nobody knows yet what it will say; show a key that"
              + " need not sign, or sign single requests and batches");
    }
    Caller caller = admit(call, scope);
    caller.requireApp(app);
    String secret = secret(call);
    byte[] digest = secret == null ? null : Key.sha256(secret.getBytes(UTF_8));
    return new Standing(caller, () -> countIfStillMay(caller, digest, scope, app));
  }

  private Caller countIfStillMay(Caller caller, byte @Nullable [] digest, Scope scope, String app) {
    Rules now = rules;
    if (caller.isAnybody() ? now.open() : caller.isLocal() && now.keys().isEmpty()) {
      return caller;
    }
    CallAudit refusals = caller.audit();
    Key key =
        now.named(caller.id())
            .filter(one -> digest != null && one.hasDigest(digest) && !one.config().signed())
            .orElseThrow(
                () ->
                    refusals.refused(
                        ErrorCode.UNAUTHORIZED,
                        Refusal.KEY,
                        caller.id(),
                        "What let this caller in does not hold any more; show a key that does"));
    key.requireInForce(clock, refusals);
    Caller again = admit(Caller.of(key, refusals), scope);
    again.requireApp(app);
    key.use(refusals);
    return again;
  }

  private static Caller admit(Caller caller, Scope scope) {
    caller.requireScope(scope);
    return caller;
  }

  private static Caller keyless(ServerCall call, boolean open, CallAudit refusals) {
    Optional<String> fault = LocalCallers.whyNot(call);
    if (fault.isEmpty()) {
      return Caller.local(refusals);
    }
    if (open) {
      return Caller.anybody(refusals);
    }
    throw notLocal(fault.get(), refusals);
  }

  private Caller keyed(ServerCall call, Rules now, boolean orAnybody, CallAudit refusals) {
    boolean signs = Signature.isMeantBy(call);
    String secret = secret(call);
    Optional<Key> known =
        signs
            ? now.named(call.header(Signature.KEY))
            : secret == null ? Optional.empty() : now.of(secret);
    if (known.isEmpty()) {
      if (orAnybody && !signs) {
        return Caller.anybody(refusals);
      }
      throw unknown(signs || secret != null, refusals);
    }
    Key key = known.get();
    key.requireInForce(clock, refusals);
    if (signs) {
      now.signed().check(call, key, refusals);
    } else if (key.config().signed()) {
      throw refusals.refused(
          ErrorCode.UNAUTHORIZED,
          Refusal.SIGNATURE,
          key.config().id(),
          "The key " + key.config().id() + " is for signed requests only; do not send its secret");
    }
    key.use(refusals);
    return Caller.of(key, refusals);
  }

  /**
   * Whether more than a key, or nothing, is shown: a signature, or a login that is for {@link
   * ConsoleLogin} to judge.
   */
  public static boolean wantsMore(HttpServletRequest request) {
    return request.getHeader(Signature.SIGNATURE) != null
        || request.getHeader(Signature.KEY) != null
        || ConsoleLogin.isMeantBy(request);
  }

  private static @Nullable String secret(ServerCall call) {
    String shown = call.header("X-API-Key");
    String authorization = call.header("Authorization");
    if (shown == null
        && authorization != null
        && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return authorization.substring(7).strip();
    }
    return shown;
  }

  private static GatewayException unknown(boolean shown, CallAudit refusals) {
    return refusals.refused(
        ErrorCode.UNAUTHORIZED,
        Refusal.KEY,
        "",
        shown
            ? "This key is not known here"
            : "Send a key as X-API-Key or as Authorization: Bearer, or sign the request");
  }

  private static GatewayException notLocal(String why, CallAudit refusals) {
    return refusals.refused(ErrorCode.FORBIDDEN, Refusal.ADDRESS, "", "Refused: " + why);
  }
}
