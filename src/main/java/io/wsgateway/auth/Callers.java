package io.wsgateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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

  private boolean open;
  private List<Key> keys = List.of();
  private InstantSource clock = InstantSource.system();
  private Audit audit;
  private SignedRequests signed;

  /** For the container. */
  protected Callers() {}

  Callers(
      AccessConfig access,
      ExpiringStore store,
      Audit audit,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.clock = clock;
    this.audit = audit;
    open = access.pushOpen();
    keys = read(access, nanoTime);
    signed = new SignedRequests(access.signatureWindow(), store, clock);
  }

  @PostConstruct
  void start() {
    AccessConfig access = config.access();
    audit = audited;
    open = access.pushOpen();
    keys = read(access, System::nanoTime);
    signed = new SignedRequests(access.signatureWindow(), store, clock);
  }

  private static List<Key> read(AccessConfig access, LongSupplier nanoTime) {
    return access.keys().values().stream().map(key -> new Key(key, nanoTime)).toList();
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
    return admit(keys.isEmpty() ? keyless(call, refusals) : keyed(call, open, refusals), scope);
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
    if (keys.isEmpty()) {
      throw notLocal(fault.get(), refusals);
    }
    return admit(keyed(call, false, refusals), scope);
  }

  private static Caller admit(Caller caller, Scope scope) {
    caller.requireScope(scope);
    return caller;
  }

  private Caller keyless(ServerCall call, CallAudit refusals) {
    Optional<String> fault = LocalCallers.whyNot(call);
    if (fault.isEmpty()) {
      return Caller.local(refusals);
    }
    if (open) {
      return Caller.anybody(refusals);
    }
    throw notLocal(fault.get(), refusals);
  }

  private Caller keyed(ServerCall call, boolean orAnybody, CallAudit refusals) {
    boolean signs = Signature.isMeantBy(call);
    String secret = secret(call);
    Optional<Key> known =
        signs ? named(call.header(Signature.KEY)) : secret == null ? Optional.empty() : of(secret);
    if (known.isEmpty()) {
      if (orAnybody && !signs) {
        return Caller.anybody(refusals);
      }
      throw unknown(signs || secret != null, refusals);
    }
    Key key = known.get();
    key.requireInForce(clock, refusals);
    if (signs) {
      signed.check(call, key, refusals);
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

  private Optional<Key> named(@Nullable String id) {
    return keys.stream().filter(key -> key.config().id().equals(id)).findAny();
  }

  /** The key with that secret. All are compared, so that time tells nothing. */
  private Optional<Key> of(String secret) {
    byte[] digest = Key.sha256(secret.getBytes(UTF_8));
    Key found = null;
    for (Key key : keys) {
      if (key.hasDigest(digest)) {
        found = key;
      }
    }
    return Optional.ofNullable(found);
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
