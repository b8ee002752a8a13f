package io.wsgateway.auth;

import static java.lang.System.Logger.Level.WARNING;

import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.AuthConfig;
import io.wsgateway.core.Identity;
import io.wsgateway.core.Refusal;
import jakarta.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The application that says who its users are, {@code auth=http}: it is sent {@code {"app":..,
 * "user":..,"token":..}} by POST, and any status from 200 to 299 is a yes, 401 and 403 are a no.
 * Whatever else it does, taking too long above all, is a no as well, and goes into the log.
 *
 * <p>Safe for any thread; no thread waits for an answer.
 */
final class AskedApplication {
  private static final System.Logger LOG = System.getLogger(AskedApplication.class.getName());
  private static final long BETWEEN_WARNINGS = Duration.ofSeconds(10).toNanos();

  private final HttpClient client;
  private final Duration timeout;
  private final Semaphore free;
  private final BiConsumer<Duration, Runnable> timers;
  private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

  /**
   * @param auth how long an answer may take, and how many questions may be open
   * @param timers runs something after a while
   */
  AskedApplication(HttpClient client, AuthConfig auth, BiConsumer<Duration, Runnable> timers) {
    this.client = client;
    this.timeout = auth.httpTimeout();
    this.free = new Semaphore(auth.httpMaxPending());
    this.timers = timers;
  }

  /** Asks about a user; nobody in particular is nobody. */
  CompletionStage<Verdict> ask(AppsConfig.App settings, String app, String user, String token) {
    if (user.isEmpty()) {
      return CompletableFuture.completedFuture(Verdict.refused(Refusal.TOKEN));
    }
    return ask(settings.authUrl().orElseThrow(), app, user, token)
        .thenApply(
            yes ->
                yes
                    ? Verdict.accepted(user, Identity.provedWith(Set.of()))
                    : Verdict.refused(Refusal.TOKEN));
  }

  private CompletionStage<Boolean> ask(URI url, String app, String user, String token) {
    if (!free.tryAcquire()) {
      return refused(app, "has gateway.auth.http-max-pending questions to answer already");
    }
    CompletableFuture<HttpResponse<Void>> answer;
    try {
      answer = client.sendAsync(question(url, app, user, token), discardingBody());
    } catch (RuntimeException e) {
      free.release();
      return refused(app, "cannot be asked: " + e);
    }
    // The client's own time limit ends with the answer's head, and a body may take for ever.
    timers.accept(timeout, () -> answer.cancel(true));
    return answer.handle(
        (response, failure) -> {
          free.release();
          return verdict(app, response, failure);
        });
  }

  private boolean verdict(
      String app, @Nullable HttpResponse<Void> response, @Nullable Throwable failure) {
    if (response == null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      warn(
          app,
          cause instanceof CancellationException
              ? "did not answer within " + timeout.toMillis() + " ms"
              : "cannot be asked: " + cause);
      return false;
    }
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return true;
    }
    if (status != 401 && status != 403) {
      warn(app, "answered with status " + status + ", expected 2xx, 401 or 403");
    }
    return false;
  }

  private CompletionStage<Boolean> refused(String app, String why) {
    warn(app, why);
    return CompletableFuture.completedFuture(false);
  }

  /** Clients decide how often this happens, so only one in ten seconds is told. */
  private void warn(String app, String why) {
    long now = System.nanoTime();
    long due = nextWarning.get();
    if (now - due >= 0 && nextWarning.compareAndSet(due, now + BETWEEN_WARNINGS)) {
      LOG.log(WARNING, "Users of " + app + " are refused: gateway.app." + app + ".auth-url " + why);
    }
  }

  private static HttpRequest question(URI url, String app, String user, String token) {
    String body =
        Json.createObjectBuilder()
            .add("app", app)
            .add("user", user)
            .add("token", token)
            .build()
            .toString();
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static HttpResponse.BodyHandler<Void> discardingBody() {
    return HttpResponse.BodyHandlers.discarding();
  }
}
