package io.wsgateway.auth;

import com.nimbusds.jose.jwk.JWK;
import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.AuthConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
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
  private final Map<Place, FetchedKeys> fetched = new HashMap<>();
  private final @Nullable AskedApplication application;

  /** Whose keys are where. */
  private record Place(String app, URI url) {}

  /**
   * @param before what there was until now, if anything; the keys that it has fetched stay good
   *     until they have been fetched again
   */
  Askable(
      AppsConfig apps,
      AuthConfig auth,
      Executor executor,
      BiConsumer<Duration, Runnable> timers,
      @Nullable Askable before) {
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
                keys.put(name, new TokenKeys(app, fetched(name, app, client, auth, timers)));
              }
            });
    if (before != null) {
      fetched.forEach((place, present) -> present.startWith(before.known(place)));
    }
    fetched.values().forEach(FetchedKeys::start);
  }

  private static HttpClient client(AuthConfig auth, Executor executor) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(auth.httpTimeout())
        .executor(executor)
        .build();
  }

  private List<JWK> known(Place place) {
    FetchedKeys there = fetched.get(place);
    return there == null ? List.of() : there.known();
  }

  private @Nullable FetchedKeys fetched(
      String name,
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
    fetched.put(new Place(name, app.keysUrl().get()), keysThere);
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
    fetched.values().forEach(FetchedKeys::stop);
  }
}
