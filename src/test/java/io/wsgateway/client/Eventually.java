package io.wsgateway.client;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what is about to be, and fails when it takes too long. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(32);

  private Eventually() {}

  public static void await(String what, BooleanSupplier condition) {
    await(what, PATIENCE, condition);
  }

  public static void await(String what, Duration patience, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    long pause = SHORTEST_PAUSE;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        fail("Not within " + patience + ": " + what);
      }
      LockSupport.parkNanos(pause);
      // Asking may take a processor from what is asked about.
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  /** What a stage completes with. */
  public static <T> T get(CompletionStage<T> stage) {
    return get(stage, PATIENCE);
  }

  public static <T> T get(CompletionStage<T> stage, Duration patience) {
    return stage.toCompletableFuture().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
  }
}
