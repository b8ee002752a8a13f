package io.wsgateway.push;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How gateways are reached: sends a request once, to one address.
 *
 * @param http sends
 * @param addresses where to
 * @param credentials as whom
 * @param timeout for one try, its answer included
 * @param retries how often
 * @param anywhere whether what may have been done is tried again at another address
 */
record Connection(
    HttpClient http,
    Addresses addresses,
    Credentials credentials,
    Duration timeout,
    Retries retries,
    boolean anywhere) {
  private static final String API = "/api/v1";
  private static final byte[] NOTHING = {};

  /** An answer of any status, or a failure; in time. */
  CompletableFuture<Answer> send(int at, Request request, long mostNanos) {
    HttpRequest prepared = prepare(at, request);
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(prepared, info -> new BoundedBody(BoundedBody.LIMIT));
    // The request's own timeout would end with the answer's head.
    long nanos = Math.min(timeout.toNanos(), mostNanos);
    CompletableFuture<Answer> timed =
        sent.thenApply(Answer::new).orTimeout(nanos, TimeUnit.NANOSECONDS);
    return timed.exceptionally(
        failure -> {
          if (failure instanceof TimeoutException) {
            sent.cancel(true);
            throw new CompletionException(
                new TimeoutException("not within " + Duration.ofNanos(nanos).toMillis() + " ms"));
          }
          throw new CompletionException(failure);
        });
  }

  private HttpRequest prepare(int at, Request request) {
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    URI address = URI.create(addresses.get(at) + API + request.path() + query);
    byte[] body = request.body();
    HttpRequest.Builder prepared =
        HttpRequest.newBuilder(address)
            .method(
                request.method(),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
            .header("Accept", "application/json, application/problem+json")
            .header("User-Agent", "wsgateway-push");
    if (body != null) {
      prepared.header("Content-Type", "application/json");
    }
    if (request.key() != null) {
      prepared.header("Idempotency-Key", request.key());
    }
    credentials.addTo(prepared, request.method(), address, body == null ? NOTHING : body);
    return prepared.build();
  }

  /** Does something after a while, on a thread that may take its time. */
  void after(long nanos, Runnable what) {
    Executor executor = http.executor().orElseGet(ForkJoinPool::commonPool);
    if (nanos <= 0) {
      executor.execute(what);
    } else {
      CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, executor).execute(what);
    }
  }
}
