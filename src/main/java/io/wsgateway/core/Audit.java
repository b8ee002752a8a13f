package io.wsgateway.core;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who was refused and why, who pushed what to whom, who was closed, what was changed: one line each
 * in the logger {@value #LOGGER}, {@code event key=value ...}, without payloads and secrets.
 * Refusals and changes are of level INFO; what happens all the time, pushes and closes, of level
 * DEBUG, and costs next to nothing where that is off.
 *
 * <p>Anybody can be refused as often as he likes, so of refusals at most {@value #PER_SECOND} a
 * second are told one by one, whatever the level; the others are counted, and their number is told
 * within two seconds as {@code refused more=N}. Safe for any thread.
 */
public final class Audit {
  /** The name to set a level for. */
  public static final String LOGGER = "io.wsgateway.audit";

  static final int PER_SECOND = 20;

  private static final System.Logger LOG = System.getLogger(LOGGER);
  private static final int MAX_VALUE = 200;

  /** Control characters, and what only looks like another text: marks of direction and the like. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\"]");

  private final Counters counters;
  private final Flood flood;
  private final Incidents incidents = new Incidents(InstantSource.system());

  /** Counts refusals where everything is counted. */
  public Audit(Counters counters) {
    this.counters = counters;
    flood = new Flood(PER_SECOND, System::nanoTime);
  }

  /**
   * Somebody was refused.
   *
   * @param what that was refused, such as {@code connect}, {@code bind}, {@code join}, {@code push}
   * @param details names and values in turn, none of them secret; null values are left out
   */
  public void refused(String what, Refusal why, @Nullable Object... details) {
    counters.refused(why);
    tellRest();
    if (flood.pass()) {
      LOG.log(INFO, () -> line("refused", details, "what", what, "reason", why.slug()));
    }
  }

  /** Somebody was refused for no fault of his own: counted, and no line of the log. */
  public void turnedAway(Refusal why) {
    counters.refused(why);
  }

  /**
   * A client that is connected was refused.
   *
   * @param what that was refused
   * @param text what was wrong, for people
   * @param more names and values in turn, beside those that identify the connection
   */
  public void refused(
      Connection connection, String what, Refusal why, String text, @Nullable Object... more) {
    refused(connection, null, what, why, text, more);
  }

  /**
   * The same, of a client that wanted to be somebody.
   *
   * @param meant who, or null if it was not about that
   */
  public void refused(
      Connection connection,
      Destination.@Nullable OfUser meant,
      String what,
      Refusal why,
      String text,
      @Nullable Object... more) {
    incidents.refused(connection, meant, why, what + ": " + text);
    refused(what, why, details(connection, more));
  }

  /** What went wrong for single connections of late. */
  Incidents incidents() {
    return incidents;
  }

  /** Tells how many refusals were not told one by one. To be called every second. */
  void tellRest() {
    long untold = flood.takeHeld();
    if (untold > 0) {
      LOG.log(INFO, "refused more=" + untold);
    }
  }

  /** Somebody changed something: a block, a setting, the state of the node. */
  public void changed(String what, @Nullable Object... details) {
    LOG.log(INFO, () -> line("changed", details, "what", what));
  }

  /**
   * A back end or a client published something.
   *
   * @param by the caller of the API that it came by; null if it was a client or an application
   * @param connections of this node that it was for
   */
  void pushed(Publication publication, @Nullable String by, int connections) {
    if (LOG.isLoggable(DEBUG)) {
      LOG.log(DEBUG, line("pushed", publication, "connections", connections, "by", by));
    }
  }

  /** A back end or an application had something published later. */
  void scheduled(Publication publication, @Nullable String by) {
    if (LOG.isLoggable(DEBUG)) {
      Instant due = Instant.ofEpochMilli(publication.time());
      LOG.log(DEBUG, line("scheduled", publication, "due", due, "by", by));
    }
  }

  private static String line(String event, Publication publication, @Nullable Object... more) {
    @Nullable Object[] details =
        joined(
            new @Nullable Object[] {
              "bytes", publication.payload().size(),
              "receipt", publication.id(),
              "from", publication.sender()
            },
            more);
    Destination to = publication.destination();
    if (to instanceof Destination.OfUser one) {
      return line(event, details, "to", "user", "app", one.app(), "user", one.user());
    }
    if (to instanceof Destination.OfTopic one) {
      return line(event, details, "to", "topic", "app", one.app(), "topic", one.topic());
    }
    if (to instanceof Destination.OfConnection one) {
      Object id = one.connection();
      return line(event, details, "to", "connection", "app", one.app(), "connection", id);
    }
    return line(event, details, "to", "all", "app", to.app());
  }

  /** The gateway closed a connection. */
  public void closed(Connection connection, DisconnectReason why) {
    incidents.closed(connection, why);
    LOG.log(
        DEBUG, () -> line("closed", details(connection), "reason", why.name(), "code", why.code()));
  }

  /** What identifies a connection in a line. */
  public static @Nullable Object[] details(Connection connection, @Nullable Object... more) {
    Destination.OfUser user = connection.user();
    @Nullable Object[] own = {
      "connection", connection.id(),
      "dialect", connection.dialect().name(),
      "address", connection.visitor().address(),
      "app", connection.app(),
      "user", user == null ? null : user.user()
    };
    return joined(own, more);
  }

  /** One after the other. */
  static @Nullable Object[] joined(@Nullable Object[] own, @Nullable Object[] more) {
    @Nullable Object[] all = Arrays.copyOf(own, own.length + more.length);
    System.arraycopy(more, 0, all, own.length, more.length);
    return all;
  }

  private static String line(String event, @Nullable Object[] details, @Nullable Object... first) {
    StringBuilder line = new StringBuilder(event);
    append(line, first);
    append(line, details);
    return line.toString();
  }

  private static void append(StringBuilder line, @Nullable Object[] details) {
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
    // A pair that was cut in two is not seen, either.
    return '"' + UNSEEN.matcher(start).replaceAll("?") + '"';
  }
}
