package io.wsgateway.push;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed, after all repetitions that it was worth. Beside the gateway's own codes there
 * are those of the client: {@code unreachable}, no connection could be made; {@code no-answer} (as
 * the gateway says it, too), the connection was lost or the answer took too long; {@code
 * malformed-answer}; {@code too-many-calls}, {@code interrupted} and {@code closed}, which say that
 * the client did not try, or went on without the caller.
 */
public final class PushException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Problem problem;
  private final boolean retryable;
  private final boolean unsure;
  private final @Nullable Duration retryAfter;

  PushException(
      Problem problem,
      boolean retryable,
      boolean unsure,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(
        (problem.status() == 0 ? "" : problem.status() + " ")
            + problem.code()
            + ": "
            + problem.detail(),
        cause);
    this.problem = problem;
    this.retryable = retryable;
    this.unsure = unsure;
    this.retryAfter = retryAfter;
  }

  /** One of the client's own, about something that was not sent. */
  static PushException unsent(String code, String detail) {
    return new PushException(Problem.own(code, detail), true, false, null, null);
  }

  /** The same with the stack of whoever waited for it. */
  PushException here() {
    return new PushException(problem, retryable, unsure, retryAfter, this);
  }

  /** All that is known. */
  public Problem problem() {
    return problem;
  }

  /** The status of HTTP, 0 if there was no answer. */
  public int status() {
    return problem.status();
  }

  /** The kind, to compare with. */
  public String code() {
    return problem.code();
  }

  /** What was wrong, what was expected, what to do; for people. */
  public String detail() {
    return problem.detail();
  }

  /** Whether the same call may succeed later, unchanged. */
  public boolean isRetryable() {
    return retryable;
  }

  /**
   * Whether it may have been done all the same, wholly or in part. Who repeats it then should do so
   * with the same {@linkplain Message#withKey key}.
   */
  public boolean mayHaveHappened() {
    return unsure;
  }

  /** How long it is no use to try again, if the gateway said. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
