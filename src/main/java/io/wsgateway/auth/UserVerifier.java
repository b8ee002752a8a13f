package io.wsgateway.auth;

import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.AuthConfig;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Audit;
import io.wsgateway.core.Gateway;
import io.wsgateway.core.Identity;
import io.wsgateway.core.Refusal;
import io.wsgateway.core.Visitor;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Principal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * Says whether somebody is the user that it claims to be, in the way that its app is configured
 * for, {@code gateway.app.NAME.auth}: {@code open} believes everybody; {@code jwt} wants a token,
 * see {@link UserTokens}; {@code http} asks the application, see {@link AskedApplication}; {@code
 * realm} goes by the container's login.
 *
 * <p>Safe for any thread. Nothing waits: an answer that takes time arrives on a thread of the
 * container's, or of the gateway's timers, and whoever gets it there must not block either.
 */
@ApplicationScoped
public class UserVerifier {
  @Inject private GatewayConfig config;
  @Inject private Gateway gateway;
  @Inject private Audit audit;
  @Resource private ManagedExecutorService executor;
  private volatile Means means;

  /** What it goes by. */
  private record Means(
      AppsConfig apps, AuthConfig auth, Askable others, Audit audit, InstantSource clock) {}

  /** For the container. */
  protected UserVerifier() {}

  UserVerifier(
      GatewayConfig config,
      Executor executor,
      BiConsumer<Duration, Runnable> timers,
      Audit audit,
      InstantSource clock) {
    begin(config, executor, timers, audit, clock);
  }

  @PostConstruct
  void start() {
    begin(config, executor, gateway.timers()::after, audit, InstantSource.system());
  }

  private void begin(
      GatewayConfig values,
      Executor threads,
      BiConsumer<Duration, Runnable> timers,
      Audit refusals,
      InstantSource clock) {
    Askable others = new Askable(values.apps(), values.auth(), threads, timers, null);
    means = new Means(values.apps(), values.auth(), others, refusals, clock);
    values.onReload(() -> change(values.apps(), values.auth(), threads, timers));
  }

  /** Whoever has proved something goes on; from now on, proofs are judged by these. */
  private void change(
      AppsConfig apps, AuthConfig auth, Executor threads, BiConsumer<Duration, Runnable> timers) {
    Means before = means;
    if (apps.equals(before.apps()) && auth.equals(before.auth())) {
      return;
    }
    Askable others = new Askable(apps, auth, threads, timers, before.others());
    means = new Means(apps, auth, others, before.audit(), before.clock());
    before.others().stop();
  }

  /** Keys are fetched no more. */
  @PreDestroy
  public void stop() {
    means.others().stop();
  }

  /**
   * Checks a claim. A refusal is counted and audited here.
   *
   * @param app the app, listed or not
   * @param user who somebody claims to be; empty for whoever the proof says
   * @param token what it shows as a proof; if empty, what it showed in its handshake
   * @param visitor who asks
   * @return the verdict, never a failure; complete at once unless somebody has to be asked
   */
  public CompletionStage<Verdict> verify(String app, String user, String token, Visitor visitor) {
    String shown = visitor.token();
    String proof = token.isEmpty() && shown != null ? shown : token;
    return judge(app, user, proof, visitor)
        .thenApply(
            verdict -> {
              Refusal why = verdict.refusal();
              if (why != null) {
                means
                    .audit()
                    .refused("user", why, "app", app, "user", user, "address", visitor.address());
              }
              return verdict;
            });
  }

  private CompletionStage<Verdict> judge(String app, String user, String token, Visitor visitor) {
    Means now = means;
    AppsConfig.App settings = now.apps().get(app);
    return switch (settings.auth()) {
      case OPEN -> CompletableFuture.completedFuture(Verdict.accepted(user, Identity.CLAIMED));
      case JWT ->
          now.others()
              .keysOf(app)
              .verify(token)
              .thenApply(
                  claims ->
                      claims
                          .map(
                              known ->
                                  UserTokens.judge(
                                      known,
                                      user,
                                      settings,
                                      now.auth().leeway(),
                                      now.clock().instant()))
                          .orElse(Verdict.refused(Refusal.TOKEN)));
      case HTTP -> now.others().application().ask(settings, app, user, token);
      case REALM -> CompletableFuture.completedFuture(byLogin(user, visitor));
    };
  }

  private static Verdict byLogin(String user, Visitor visitor) {
    Principal login = visitor.login();
    if (login == null) {
      return Verdict.refused(Refusal.TOKEN);
    }
    return user.isEmpty() || user.equals(login.getName())
        ? Verdict.accepted(login.getName(), Identity.provedWith(visitor.roles()))
        : Verdict.refused(Refusal.WRONG_USER);
  }
}
