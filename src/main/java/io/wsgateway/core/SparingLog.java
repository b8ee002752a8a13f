package io.wsgateway.core;

import static java.lang.System.Logger.Level.DEBUG;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The log of what may go wrong with every message or every client: at most a line a second, which
 * says how many there were since the line before. The others are there at level DEBUG. Safe for any
 * thread.
 */
public final class SparingLog {
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final System.Logger logger;
  private final LongSupplier nanoTime;
  private long next;
  private long untold;

  SparingLog(System.Logger logger, LongSupplier nanoTime) {
    this.logger = logger;
    this.nanoTime = nanoTime;
    next = nanoTime.getAsLong();
  }

  /** That of a class; to be kept. */
  public static SparingLog of(Class<?> owner) {
    return new SparingLog(System.getLogger(owner.getName()), System::nanoTime);
  }

  /** Something went wrong, as it may for others at the same time. */
  public void log(Level level, String text, @Nullable Throwable cause) {
    long others = others();
    if (others < 0) {
      logger.log(DEBUG, text, cause);
    } else {
      String more = others == 0 ? "" : " (and " + others + " more before, see level DEBUG)";
      logger.log(level, text + more, cause);
    }
  }

  /** The same without a cause. */
  public void log(Level level, String text) {
    log(level, text, null);
  }

  /** How many were not told; negative if this one is not to be told, either. */
  private synchronized long others() {
    long now = nanoTime.getAsLong();
    if (now - next < 0) {
      untold++;
      return -1;
    }
    next = now + PAUSE;
    long others = untold;
    untold = 0;
    return others;
  }
}
