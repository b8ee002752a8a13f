package io.wsgateway.exchange;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.ExpiringStore;
import io.wsgateway.core.GatewayException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Remembers in this node's memory: other nodes do not know of it, and a restart forgets it. What is
 * too much is refused rather than forgotten, so that nothing is done twice.
 */
final class MemoryExpiringStore implements ExpiringStore {
  private final int maxEntries;
  private final ExpiringTable table;

  MemoryExpiringStore(int maxEntries, InstantSource clock) {
    this.maxEntries = maxEntries;
    table = new ExpiringTable(maxEntries, ExpiringTable.WhenFull.REFUSE, clock);
  }

  @Override
  public void start() {
    // It is always there.
  }

  @Override
  public void stop() {
    // Nothing runs.
  }

  @Override
  public CompletionStage<Optional<String>> putIfAbsent(String key, String value, Duration ttl) {
    String hash = ExpiringTable.hash(key);
    synchronized (table) {
      String there = table.get(hash);
      return there == null
          ? put(hash, value, ttl, Optional.empty())
          : CompletableFuture.completedFuture(Optional.of(there));
    }
  }

  /** There is no other node, or none that knows of this one's values. */
  @Override
  public CompletionStage<Optional<String>> putIfAbsentOnAll(
      String key, String value, Duration ttl) {
    return putIfAbsent(key, value, ttl);
  }

  @Override
  @SuppressWarnings("NullAway") // Void has no other value.
  public CompletionStage<Void> put(String key, String value, Duration ttl) {
    return put(ExpiringTable.hash(key), value, ttl, null);
  }

  private <T> CompletionStage<T> put(String hash, String value, Duration ttl, T answer) {
    synchronized (table) {
      return table.put(hash, value, ExpiringTable.millis(ttl))
          ? CompletableFuture.completedFuture(answer)
          : CompletableFuture.failedFuture(full());
    }
  }

  @Override
  public CompletionStage<Void> remove(String key) {
    synchronized (table) {
      table.remove(ExpiringTable.hash(key));
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public boolean isShared() {
    return false;
  }

  private GatewayException full() {
    return new GatewayException(
        ErrorCode.OVERLOADED,
        "This node remembers "
            + maxEntries
            + " requests that may not be repeated, as many as it may; send fewer, or send this one"
            + " again when some of them are forgotten");
  }
}
