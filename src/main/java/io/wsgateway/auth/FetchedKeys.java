package io.wsgateway.auth;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * The public keys of whoever issues an app's tokens, a JWK set at a URL. They are fetched at start,
 * at an interval, and when a token names a key that is not among them; those that were there stay
 * good until there are others, so that clients do not notice when the issuer is away. Shared
 * secrets in such a set are not taken: whoever can read it would have them.
 *
 * <p>Safe for any thread. No thread waits; whoever has to hear of newer keys does so on a thread
 * that must not wait either.
 */
final class FetchedKeys {
  private static final System.Logger LOG = System.getLogger(FetchedKeys.class.getName());
  private static final int MAX_SIZE = 1 << 20;

  /** Anybody can name keys that do not exist; more often than this nobody is asked for them. */
  static final Duration PAUSE = Duration.ofSeconds(5);

  private final HttpClient client;
  private final URI url;
  private final Duration timeout;
  private final Duration interval;
  private final BiConsumer<Duration, Runnable> timers;
  private final LongSupplier nanoTime;

  private volatile List<JWK> keys = List.of();
  private boolean failing;
  private boolean retrying;
  private long lastAsked;
  private CompletableFuture<List<JWK>> fetch = CompletableFuture.completedFuture(List.of());
  private volatile boolean stopped;

  /**
   * @param timeout how long an answer may take
   * @param interval between two fetches
   * @param timers does something later
   */
  FetchedKeys(
      HttpClient client,
      URI url,
      Duration timeout,
      Duration interval,
      BiConsumer<Duration, Runnable> timers,
      LongSupplier nanoTime) {
    this.client = client;
    this.url = url;
    this.timeout = timeout;
    this.interval = interval;
    this.timers = timers;
    this.nanoTime = nanoTime;
    lastAsked = nanoTime.getAsLong() - PAUSE.toNanos();
  }

  /** Fetches them for the first time, and from then on at the interval. */
  void start() {
    fetch();
    timers.accept(interval, this::again);
  }

  private void again() {
    if (!stopped) {
      start();
    }
  }

  /** Begins with those of another, which were at the same address. */
  void startWith(List<JWK> known) {
    keys = known;
  }

  /** Fetches no more. */
  void stop() {
    stopped = true;
  }

  /** Those of the last fetch that brought any. */
  List<JWK> known() {
    return keys;
  }

  /**
   * Fetches them if none of those that are known can be the token's; else, or if they were asked
   * for a moment ago, those that are known, or are on their way.
   */
  CompletionStage<List<JWK>> newer(SignedToken token) {
    boolean known = keys.stream().anyMatch(token::mayBeOf);
    return known ? CompletableFuture.completedFuture(keys) : fetchUnlessJustDone();
  }

  private synchronized CompletionStage<List<JWK>> fetchUnlessJustDone() {
    boolean due = nanoTime.getAsLong() - lastAsked >= PAUSE.toNanos();
    return fetch.isDone() && due ? fetch() : fetch;
  }

  private synchronized CompletionStage<List<JWK>> fetch() {
    if (!fetch.isDone()) {
      return fetch;
    }
    lastAsked = nanoTime.getAsLong();
    HttpRequest request =
        HttpRequest.newBuilder(url).header("Accept", "application/json").timeout(timeout).build();
    CompletableFuture<HttpResponse<byte[]>> answer;
    try {
      answer = client.sendAsync(request, BoundedBody.upTo(MAX_SIZE));
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<HttpResponse<byte[]>> asked = answer;
    // The client's own time limit ends with the answer's head, and a body may take for ever.
    timers.accept(timeout, () -> asked.cancel(true));
    fetch =
        asked
            .thenApply(FetchedKeys::read)
            .handle(
                (found, failure) -> {
                  if (failure == null) {
                    arrived(found);
                  } else {
                    failed(failure);
                  }
                  return keys;
                });
    return fetch;
  }

  private static List<JWK> read(HttpResponse<byte[]> answer) {
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("it answered with status " + answer.statusCode());
    }
    try {
      List<JWK> found =
          JWKSet.parse(new String(answer.body(), UTF_8)).getKeys().stream()
              .filter(key -> !(key instanceof OctetSequenceKey))
              .map(JWK::toPublicJWK)
              .toList();
      if (found.isEmpty()) {
        throw new IllegalStateException("it has no public keys in its JWK set");
      }
      return found;
    } catch (ParseException e) {
      throw new IllegalStateException("it answered with something that is no JWK set", e);
    }
  }

  /** Without what may be secret in it. */
  private String shown() {
    return url.getScheme() + "://" + url.getHost() + url.getPath();
  }

  private synchronized void arrived(List<JWK> found) {
    if (failing) {
      LOG.log(INFO, "The keys at " + shown() + " can be fetched again");
    }
    failing = false;
    keys = found;
  }

  /** Told once, not at every attempt. */
  private synchronized void failed(Throwable why) {
    if (!failing) {
      Throwable cause = why.getCause() == null ? why : why.getCause();
      LOG.log(
          WARNING,
          "The keys at "
              + shown()
              + " cannot be fetched, "
              + (keys.isEmpty()
                  ? "and nobody's tokens are good until then: "
                  : "the old stay good: ")
              + cause);
    }
    failing = true;
    // Sooner than at the next interval: there may be no keys at all.
    if (!stopped && !retrying) {
      retrying = true;
      timers.accept(PAUSE, this::retry);
    }
  }

  private synchronized void retry() {
    retrying = false;
    if (failing && !stopped) {
      fetch();
    }
  }
}
