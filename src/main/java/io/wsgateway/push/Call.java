package io.wsgateway.push;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One call with its repetitions, one after the other. */
final class Call {
  private final Connection connection;
  private final Request request;
  private final long end;
  private final CompletableFuture<Answer> result = new CompletableFuture<>();

  private int made;
  private boolean unsure;
  private int pinned = -1;

  private Call(Connection connection, Request request) {
    this.connection = connection;
    this.request = request;
    this.end = System.nanoTime() + connection.retries().deadline().toNanos();
  }

  /**
   * Begins one.
   *
   * @return a success, or a {@link PushException}
   */
  static CompletableFuture<Answer> start(Connection connection, Request request) {
    Call call = new Call(connection, request);
    call.attempt(connection.addresses().pick());
    return call.result;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // It has no failure: see guarded.
  private void attempt(int at) {
    made++;
    try {
      long left = Math.max(1, end - System.nanoTime());
      connection
          .send(at, request, left)
          .whenComplete((answer, thrown) -> judgeElsewhere(at, answer, thrown));
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  /** What ends by a timeout does so on the one thread of all timers, which is not to be held up. */
  private void judgeElsewhere(int at, @Nullable Answer answer, @Nullable Throwable thrown) {
    if (answer != null) {
      guarded(() -> judge(at, answer, null));
    } else {
      guarded(() -> connection.after(0, () -> guarded(() -> judge(at, null, thrown))));
    }
  }

  private void judge(int at, @Nullable Answer answer, @Nullable Throwable thrown) {
    if (answer != null && answer.isSuccess()) {
      connection.addresses().succeeded(at);
      result.complete(answer);
      return;
    }
    Failure failure =
        answer == null
            ? Failure.of(thrown == null ? new IllegalStateException("nothing came") : thrown)
            : Failure.of(answer, request);
    // What may be done twice is not worth a doubt, but who sees a 404 then should know.
    unsure |= failure.unsure();
    if (failure.unsure() && request.key() != null && !connection.anywhere()) {
      pinned = at;
    }
    if (failure.elsewhere()) {
      connection.addresses().failed(at);
      if (failure.retryAfter() != null) {
        connection.addresses().busyFor(at, failure.retryAfter());
      }
    }
    Retries retries = connection.retries();
    long wait = retries.pause(made, ThreadLocalRandom.current());
    int next = pinned >= 0 ? pinned : failure.elsewhere() ? connection.addresses().pick() : at;
    Duration asked = failure.elsewhere() ? null : failure.retryAfter();
    wait = Math.max(wait, connection.addresses().wait(next));
    wait = Math.max(wait, asked == null ? 0 : asked.toNanos());
    if (!failure.passing() || made >= retries.attempts() || end - System.nanoTime() <= wait) {
      fail(failure);
    } else {
      connection.after(wait, () -> guarded(() -> attempt(next)));
    }
  }

  private void fail(Failure failure) {
    Problem problem = failure.problem();
    result.completeExceptionally(
        new PushException(
            made == 1 ? problem : afterTries(problem),
            failure.passing(),
            unsure,
            failure.retryAfter(),
            failure.cause()));
  }

  private Problem afterTries(Problem last) {
    return new Problem(
        last.status(), last.code(), last.detail() + " (tried " + made + " times)", last.faults());
  }

  /** Whatever goes wrong, the call comes to an end. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }
}
