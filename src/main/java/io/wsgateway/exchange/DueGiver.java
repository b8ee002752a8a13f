package io.wsgateway.exchange;

import static java.lang.System.Logger.Level.WARNING;

import io.wsgateway.core.Scheduled;
import io.wsgateway.core.Schedules;
import io.wsgateway.core.SparingLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Gives what is due to the receiver, and says what to do with it afterwards. Safe for any thread.
 */
final class DueGiver {
  private static final SparingLog LOG = SparingLog.of(DueGiver.class);

  /**
   * After so long, or earlier if its node dies, an entry that a receiver is not done with is given
   * again. A push takes as long as Redis may take to answer, and that is much less.
   */
  static final Duration LEASE = Duration.ofSeconds(30);

  /** An entry whose receiver still fails so long after its time is given up. */
  static final Duration GIVE_UP = Duration.ofHours(1);

  private final Schedules.Receiver receiver;
  private final InstantSource clock;
  private final Seldom seldom = new Seldom(Duration.ofMinutes(1), System::nanoTime);

  DueGiver(Schedules.Receiver receiver, InstantSource clock) {
    this.receiver = receiver;
    this.clock = clock;
  }

  /**
   * Gives an entry.
   *
   * @return whether it may be forgotten; otherwise it is to be given again after its lease; never
   *     fails
   */
  CompletionStage<Boolean> give(Scheduled entry) {
    return attempt(entry).handle((done, failure) -> failure == null || isGivenUp(entry, failure));
  }

  private CompletionStage<?> attempt(Scheduled entry) {
    try {
      return receiver.due(entry);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private boolean isGivenUp(Scheduled entry, Throwable failure) {
    boolean late = clock.instant().isAfter(entry.due().plus(GIVE_UP));
    if (late || seldom.isTime()) {
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      String end = late ? " and is given up" : " and is tried again; others may, too";
      LOG.log(WARNING, entry + " failed" + end, cause);
    }
    if (late) {
      receiver.givenUp(entry);
    }
    return late;
  }
}
