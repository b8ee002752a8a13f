package io.wsgateway.auth;

import static java.lang.System.Logger.Level.WARNING;

import io.wsgateway.config.ApiConfig;
import jakarta.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
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
   * @param api how long an answer may take, and how many questions may be open
   * @param executor what the client runs its own work on
   * @param timers runs something after a while
   */
  AskedApplication(ApiConfig api, Executor executor, BiConsumer<Duration, Runnable> timers) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(api.authTimeout())
            .executor(executor)
            .build();
    this.timeout = api.authTimeout();
    this.free = new Semaphore(api.authMaxPending());
    this.timers = timers;
  }

  CompletionStage<Verdict> ask(URI url, String app, String user, String token) {
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

  private Verdict verdict(
      String app, @Nullable HttpResponse<Void> response, @Nullable Throwable failure) {
    if (response == null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      warn(
          app,
          cause instanceof CancellationException
              ? "did not answer within " + timeout.toMillis() + " ms"
              : "cannot be asked: " + cause);
      return Verdict.REFUSED;
    }
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return Verdict.ACCEPTED;
    }
    if (status != 401 && status != 403) {
      warn(app, "answered with status " + status + ", expected 2xx, 401 or 403");
    }
    return Verdict.REFUSED;
  }

  private CompletionStage<Verdict> refused(String app, String why) {
    warn(app, why);
    return CompletableFuture.completedFuture(Verdict.REFUSED);
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
