package io.wsgateway.core;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who was refused and why, who pushed what to whom, who was closed, what was changed: one line each
 * in the logger {@value #LOGGER}, {@code event key=value ...}, without payloads and secrets.
 * Refusals and changes are of level INFO; what happens all the time, pushes and closes, of level
 * DEBUG.
 *
 * <p>Anybody can be refused as often as he likes, so of refusals at most {@value #PER_SECOND} a
 * second are told one by one; the others are counted, and their number is told. Safe for any
 * thread.
 */
public final class Audit {
  /** The name to set a level for. */
  public static final String LOGGER = "io.wsgateway.audit";

  private static final System.Logger LOG = System.getLogger(LOGGER);
  private static final int PER_SECOND = 20;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int MAX_VALUE = 200;

  private final Counters counters;
  private final AtomicLong windowStart = new AtomicLong(System.nanoTime());
  private final AtomicLong inWindow = new AtomicLong();

  /** Counts refusals where everything is counted. */
  public Audit(Counters counters) {
    this.counters = counters;
  }

  /**
   * Somebody was refused.
   *
   * @param what that was refused, such as {@code connect}, {@code bind}, {@code join}, {@code push}
   * @param details names and values in turn, none of them secret; null values are left out
   */
  public void refused(String what, Refusal why, Object... details) {
    counters.refused(why);
    long untold = 0;
    long now = System.nanoTime();
    long start = windowStart.get();
    if (now - start >= SECOND && windowStart.compareAndSet(start, now)) {
      untold = Math.max(0, inWindow.getAndSet(0) - PER_SECOND);
    }
    if (untold > 0) {
      LOG.log(INFO, "refused more=" + untold);
    }
    boolean told = inWindow.incrementAndGet() <= PER_SECOND;
    LOG.log(
        told ? INFO : DEBUG, () -> line("refused", details, "what", what, "reason", why.slug()));
  }

  /** Somebody changed something: a block, a setting, the state of the node. */
  public void changed(String what, Object... details) {
    LOG.log(INFO, () -> line("changed", details, "what", what));
  }

  /** A back end or a client published something. */
  public void pushed(Object... details) {
    LOG.log(DEBUG, () -> line("pushed", details));
  }

  /** The gateway closed a connection. */
  public void closed(Connection connection, DisconnectReason why) {
    LOG.log(
        DEBUG, () -> line("closed", details(connection), "reason", why.name(), "code", why.code()));
  }

  /** What identifies a connection in a line. */
  public static Object[] details(Connection connection, Object... more) {
    Destination.OfUser user = connection.user();
    Object[] own = {
      "connection", connection.id(),
      "dialect", connection.dialect().name(),
      "address", connection.visitor().address(),
      "app", connection.app(),
      "user", user == null ? null : user.user()
    };
    Object[] all = new Object[own.length + more.length];
    System.arraycopy(own, 0, all, 0, own.length);
    System.arraycopy(more, 0, all, own.length, more.length);
    return all;
  }

  private static String line(String event, Object[] details, Object... first) {
    StringBuilder line = new StringBuilder(event);
    append(line, first);
    append(line, details);
    return line.toString();
  }

  private static void append(StringBuilder line, Object[] details) {
    for (int i = 0; i + 1 < details.length; i += 2) {
      if (details[i + 1] != null) {
        line.append(' ').append(details[i]).append('=').append(shown(details[i + 1]));
      }
    }
  }

  /** Names may come from anybody: short, and without what would look like another entry or line. */
  private static String shown(Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    String text = value.toString();
    String start = text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE) + "...";
    return '"' + start.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029\"]", "?") + '"';
  }
}
