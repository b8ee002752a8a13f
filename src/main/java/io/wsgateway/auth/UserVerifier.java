package io.wsgateway.auth;

import io.wsgateway.config.ApiConfig;
import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Gateway;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Says whether somebody is the user that it claims to be, in the way that its app is configured
 * for, {@code gateway.app.NAME.auth}: {@code open} believes everybody; {@code jwt} wants a token,
 * see {@link UserTokens}; {@code http} asks the application, see {@link AskedApplication}.
 *
 * <p>Safe for any thread. Nothing waits: an answer that takes time arrives on a thread of the
 * container's, or of the gateway's timers, and whoever gets it there must not block either.
 */
@ApplicationScoped
public class UserVerifier {
  @Inject private GatewayConfig config;
  @Inject private Gateway gateway;
  @Resource private ManagedExecutorService executor;

  private InstantSource clock = InstantSource.system();
  private AppsConfig apps;
  private @Nullable AskedApplication application;

  /** For the container. */
  protected UserVerifier() {}

  UserVerifier(
      AppsConfig apps,
      ApiConfig api,
      Executor executor,
      BiConsumer<Duration, Runnable> timers,
      InstantSource clock) {
    this.clock = clock;
    this.apps = apps;
    this.application = asked(apps, api, executor, timers);
  }

  @PostConstruct
  void start() {
    apps = config.apps();
    application = asked(apps, config.api(), executor, gateway.timers()::after);
  }

  /** Only if some app says so: its HTTP client has a thread of its own. */
  private static @Nullable AskedApplication asked(
      AppsConfig apps, ApiConfig api, Executor executor, BiConsumer<Duration, Runnable> timers) {
    boolean needed =
        apps.listed().values().stream().anyMatch(app -> app.auth() == AppsConfig.Auth.HTTP);
    return needed ? new AskedApplication(api, executor, timers) : null;
  }

  /**
   * Checks a claim.
   *
   * @param app the app, listed or not
   * @param user who somebody claims to be
   * @param token what it shows as a proof; may be empty
   * @return the verdict, never a failure; complete at once unless the application is asked
   */
  public CompletionStage<Verdict> verify(String app, String user, String token) {
    AppsConfig.App settings = apps.get(app);
    return switch (settings.auth()) {
      case OPEN -> CompletableFuture.completedFuture(Verdict.ACCEPTED);
      case JWT ->
          CompletableFuture.completedFuture(
              UserTokens.check(token, user, settings.secret().orElse(""), clock.instant()));
      case HTTP -> {
        URI url = settings.authUrl().orElseThrow();
        yield Objects.requireNonNull(application).ask(url, app, user, token);
      }
    };
  }
}
