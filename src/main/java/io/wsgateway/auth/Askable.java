package io.wsgateway.auth;

import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.AuthConfig;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who says which proofs are good: the keys of apps with {@code auth=jwt}, some of which are fetched
 * over HTTP, and applications that are asked over HTTP. Safe for any thread.
 */
final class Askable {
  private final Map<String, TokenKeys> keys = new HashMap<>();
  private final List<FetchedKeys> fetched = new ArrayList<>();
  private final @Nullable AskedApplication application;

  Askable(
      AppsConfig apps, AuthConfig auth, Executor executor, BiConsumer<Duration, Runnable> timers) {
    boolean http =
        apps.listed().values().stream()
            .anyMatch(app -> app.auth() == AppsConfig.Auth.HTTP || app.keysUrl().isPresent());
    // Only if it is needed: it has a thread of its own.
    @Nullable HttpClient client = http ? client(auth, executor) : null;
    application = client == null ? null : new AskedApplication(client, auth, timers);
    apps.listed()
        .forEach(
            (name, app) -> {
              if (app.auth() == AppsConfig.Auth.JWT) {
                keys.put(name, new TokenKeys(app, fetched(app, client, auth, timers)));
              }
            });
    fetched.forEach(FetchedKeys::start);
  }

  private static HttpClient client(AuthConfig auth, Executor executor) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(auth.httpTimeout())
        .executor(executor)
        .build();
  }

  private @Nullable FetchedKeys fetched(
      AppsConfig.App app,
      @Nullable HttpClient client,
      AuthConfig auth,
      BiConsumer<Duration, Runnable> timers) {
    if (client == null || app.keysUrl().isEmpty()) {
      return null;
    }
    FetchedKeys keysThere =
        new FetchedKeys(
            client,
            app.keysUrl().get(),
            auth.httpTimeout(),
            auth.jwksInterval(),
            timers,
            System::nanoTime);
    fetched.add(keysThere);
    return keysThere;
  }

  /** The keys of an app with {@code auth=jwt}. */
  TokenKeys keysOf(String app) {
    return Objects.requireNonNull(keys.get(app), app);
  }

  /** Whom apps with {@code auth=http} ask. */
  AskedApplication application() {
    return Objects.requireNonNull(application);
  }

  /** Fetches no more. */
  void stop() {
    fetched.forEach(FetchedKeys::stop);
  }
}
