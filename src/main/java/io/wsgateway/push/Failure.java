package io.wsgateway.push;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Why one try has failed.
 *
 * @param problem what is wrong
 * @param passing whether another try may succeed
 * @param unsure whether what was asked for may have been done
 * @param elsewhere whether it is about this address, so that another one may do better
 * @param retryAfter how long it is no use to try again, or null
 * @param cause what happened, or null if there was an answer
 */
record Failure(
    Problem problem,
    boolean passing,
    boolean unsure,
    boolean elsewhere,
    @Nullable Duration retryAfter,
    @Nullable Throwable cause) {
  private static final String OVERLOADED = "overloaded";

  /** No success was answered. */
  static Failure of(Answer answer, Request request) {
    Problem problem = answer.problem();
    Duration retryAfter = answer.retryAfter();
    // It may have refused in the middle; what it refuses at once has a Retry-After.
    boolean partly =
        request.severalTargets() && problem.code().equals(OVERLOADED) && retryAfter == null;
    return switch (answer.status()) {
      case 503 -> new Failure(problem, !partly, partly, true, retryAfter, null);
      case 502, 504 -> new Failure(problem, true, true, true, retryAfter, null);
      case 429 -> new Failure(problem, true, false, false, retryAfter, null);
      case 409 ->
          new Failure(problem, problem.code().equals("in-progress"), true, false, retryAfter, null);
      case 500 -> new Failure(problem, false, true, false, retryAfter, null);
      default -> new Failure(problem, false, false, false, retryAfter, null);
    };
  }

  /** Nothing was answered. */
  static Failure of(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String what =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    boolean unsent =
        cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    Problem problem =
        unsent
            ? Problem.own("unreachable", "No connection: " + what)
            : Problem.own("no-answer", "No answer: " + what);
    return new Failure(problem, true, !unsent, true, null, cause);
  }
}
