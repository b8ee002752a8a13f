package io.wsgateway.auth;

import io.wsgateway.core.ExpiringStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers nonces as a store does that is there, or answers nothing if it is silent. */
final class TestNonces implements ExpiringStore {
  final Map<String, Duration> taken = new ConcurrentHashMap<>();
  volatile boolean silent;

  @Override
  public void start() {}

  @Override
  public void stop() {}

  @Override
  public CompletionStage<Optional<String>> putIfAbsentOnAll(
      String key, String value, Duration ttl) {
    if (silent) {
      return new CompletableFuture<>();
    }
    return CompletableFuture.completedFuture(
        Optional.ofNullable(taken.putIfAbsent(key, ttl)).map(there -> ""));
  }

  @Override
  public CompletionStage<Optional<String>> putIfAbsent(String key, String value, Duration ttl) {
    throw new AssertionError("Other nodes may not know of it");
  }

  @Override
  public CompletionStage<Void> put(String key, String value, Duration ttl) {
    throw new AssertionError();
  }

  @Override
  public CompletionStage<Void> remove(String key) {
    throw new AssertionError();
  }

  @Override
  public boolean isShared() {
    return true;
  }
}
