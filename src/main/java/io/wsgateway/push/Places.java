package io.wsgateway.push;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets so many calls go on at once, until it is closed. Safe for any thread. */
final class Places {
  /** What a call may need beyond its deadline to notice it. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final int size;
  private final Duration patience;
  private final Semaphore free;
  private volatile boolean closed;

  /**
   * Makes some.
   *
   * @param patience how long a call that may wait waits for one
   */
  Places(int size, Duration patience) {
    this.size = size;
    this.patience = patience;
    this.free = new Semaphore(size, true);
  }

  /**
   * Begins a call if there is a place, which it has until its stage is complete.
   *
   * @param mayWait whether the caller's thread waits for one
   */
  <T> CompletableFuture<T> take(boolean mayWait, Supplier<CompletableFuture<T>> call) {
    if (closed) {
      return refused("closed", "This client is closed");
    }
    if (!(mayWait ? await() : free.tryAcquire())) {
      return Thread.currentThread().isInterrupted()
          ? refused("interrupted", "The thread was interrupted before the call was made")
          : refused(
              "too-many-calls",
              size + " calls are under way; wait for some of them, or allow more (maxInFlight)");
    }
    CompletableFuture<T> begun;
    try {
      begun = call.get();
    } catch (RuntimeException e) {
      free.release();
      throw e;
    }
    return begun.whenComplete((done, failure) -> free.release());
  }

  private boolean await() {
    try {
      return free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static <T> CompletableFuture<T> refused(String code, String detail) {
    return CompletableFuture.failedFuture(PushException.unsent(code, detail));
  }

  /** Takes no more calls, and waits for those that go on. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      // All of them: then none is taken.
      Duration longest = patience.plus(MARGIN);
      if (free.tryAcquire(size, longest.toNanos(), TimeUnit.NANOSECONDS)) {
        free.release(size);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
