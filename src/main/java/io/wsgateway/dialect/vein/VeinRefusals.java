package io.wsgateway.dialect.vein;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the log why somebody was refused, since the protocol's answers do not. Anybody can be
 * refused as often as he likes, so only one refusal a second is told to everyone who reads the log,
 * and the others are for debugging. Safe for any thread.
 */
@ApplicationScoped
public class VeinRefusals {
  private static final System.Logger LOG = System.getLogger(VeinRefusals.class.getName());
  private static final long INTERVAL = Duration.ofSeconds(1).toNanos();
  private static final int SHOWN = 50;

  private final AtomicLong last = new AtomicLong(System.nanoTime() - INTERVAL);

  /**
   * Tells of one.
   *
   * @param what that was refused
   * @param app who asked, as it calls itself
   * @param reason without anything secret
   */
  public void tell(String what, String app, String reason) {
    long now = System.nanoTime();
    long before = last.get();
    boolean due = now - before >= INTERVAL && last.compareAndSet(before, now);
    LOG.log(due ? INFO : DEBUG, () -> what + " of app " + shown(app) + " was refused: " + reason);
  }

  /** A name that may come from anybody: short, and without what would look like another line. */
  private static String shown(String name) {
    String start = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "...";
    return start.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?");
  }
}
