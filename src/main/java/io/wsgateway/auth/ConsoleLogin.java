package io.wsgateway.auth;

import static java.lang.System.Logger.Level.DEBUG;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Audit;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;

/**
 * Lets operators call the server APIs with the server's own login, where {@code
 * gateway.console.role} names a role: by HTTP Basic credentials of a user who has it. Nobody is
 * ever asked for them, so that a browser does not keep them and send them along by itself; should
 * it do so all the same, because clients of an app with the server's login were asked, pages of
 * other origins are refused. Safe for any thread.
 */
@ApplicationScoped
public class ConsoleLogin {
  private static final System.Logger LOG = System.getLogger(ConsoleLogin.class.getName());
  private static final String BASIC = "Basic ";

  private final LoginAttempts attempts = new LoginAttempts(System::nanoTime);
  private final RecentLogins recent = new RecentLogins(System::nanoTime);

  @Inject private GatewayConfig config;
  @Inject private TrustedProxies proxies;
  @Inject private Audit audit;

  private record Credentials(String user, String password) {}

  /** Whether a request has credentials of that kind. */
  static boolean isMeantBy(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    return authorization != null && authorization.regionMatches(true, 0, BASIC, 0, BASIC.length());
  }

  /**
   * Who makes a call, by the server's login.
   *
   * @return nothing if that is off, or the call shows a key or nothing
   * @throws io.wsgateway.core.GatewayException {@link ErrorCode#UNAUTHORIZED}, {@link
   *     ErrorCode#FORBIDDEN} or {@link ErrorCode#LIMIT}
   */
  public Optional<Caller> callerOf(HttpServletRequest request, ServerCall call) {
    Optional<String> role = config.api().consoleRole();
    String authorization = call.header("Authorization");
    // A proxy may have a login of its own, and pass that on beside a key.
    if (role.isEmpty()
        || authorization == null
        || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())
        || call.header("X-API-Key") != null
        || Signature.isMeantBy(call)) {
      return Optional.empty();
    }
    CallAudit refusals = new CallAudit(audit, call);
    if (LocalCallers.isOfAnotherPage(call)) {
      throw refusals.refused(
          ErrorCode.FORBIDDEN, Refusal.ORIGIN, "", "Web pages of other origins need a key");
    }
    Optional<String> known = recent.find(authorization);
    String user = known.orElseGet(() -> login(request, authorization, role.get(), refusals));
    if (known.isEmpty()) {
      recent.add(authorization, user);
    }
    return Optional.of(Caller.loggedIn(user, refusals));
  }

  /**
   * The same of a call that lasts, for as long as such logins of that role are allowed. That the
   * server has taken the role from the user counts with the next call.
   *
   * @throws io.wsgateway.core.GatewayException as {@link #callerOf}
   */
  public Optional<Standing> lastingCallerOf(HttpServletRequest request, ServerCall call) {
    Optional<String> role = config.api().consoleRole();
    return callerOf(request, call)
        .map(caller -> new Standing(caller, () -> requireStill(role, caller)));
  }

  private Caller requireStill(Optional<String> role, Caller caller) {
    if (!config.api().consoleRole().equals(role)) {
      throw caller
          .audit()
          .refused(
              ErrorCode.UNAUTHORIZED,
              Refusal.KEY,
              caller.id(),
              "The server's login does not count here any more");
    }
    return caller;
  }

  private String login(
      HttpServletRequest request, String authorization, String role, CallAudit refusals) {
    String address =
        proxies.addressOf(
            request.getRemoteAddr(), Collections.list(request.getHeaders(proxies.header())));
    LoginAttempts.Attempt attempt = attempts.begin(address);
    if (!attempt.isAllowed()) {
      throw refusals
          .refused(
              ErrorCode.LIMIT,
              Refusal.RATE,
              "",
              "Too many logins from this address have failed; try again later")
          .retryAfter(attempt.pause());
    }
    Credentials credentials =
        read(authorization)
            .orElseThrow(
                () ->
                    refusals.refused(
                        ErrorCode.UNAUTHORIZED, Refusal.KEY, "", "The login cannot be read"));
    String id = Caller.idOfLogin(credentials.user());
    try {
      request.login(credentials.user(), credentials.password());
    } catch (ServletException | RuntimeException e) {
      // WildFly throws what it likes over credentials that cannot be.
      LOG.log(DEBUG, "The server could not log somebody in", e);
      throw refusals.refused(
          ErrorCode.UNAUTHORIZED, Refusal.KEY, id, "The server knows no such user and password");
    }
    boolean isAllowed = request.isUserInRole(role);
    forget(request);
    if (!isAllowed) {
      throw refusals.refused(
          ErrorCode.FORBIDDEN,
          Refusal.SCOPE,
          id,
          "This user has not the role that gateway.console.role names");
    }
    attempt.succeeded();
    return credentials.user();
  }

  /** The login is for this call alone; WildFly would keep it in a session. */
  private static void forget(HttpServletRequest request) {
    try {
      request.logout();
    } catch (ServletException e) {
      LOG.log(DEBUG, "The server could not log somebody out", e);
    }
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }

  private static Optional<Credentials> read(String authorization) {
    try {
      String text =
          new String(
              Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip()), UTF_8);
      int colon = text.indexOf(':');
      return colon < 1
          ? Optional.empty()
          : Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
