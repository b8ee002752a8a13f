package io.wsgateway.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong for single connections of this node of late: the last {@value #CAPACITY}
 * incidents, so that somebody who looks for one user's trouble finds it. A connection has the same
 * thing noted at most once in {@link #PAUSE}, so that one client cannot push out what happened to
 * the others. Without payloads and secrets. Safe for any thread; messages that go well never come
 * here.
 */
final class Incidents {
  static final int CAPACITY = 2_000;
  static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MAX_TEXT = 300;

  private final InstantSource clock;
  private final @Nullable Incident[] ring = new @Nullable Incident[CAPACITY];
  private int next;
  private volatile Consumer<Incident> listener = incident -> {};

  Incidents(InstantSource clock) {
    this.clock = clock;
  }

  /** Says who else is told of refusals, on whatever thread; it must not wait. */
  void tell(Consumer<Incident> further) {
    listener = further;
  }

  /**
   * A client was refused something.
   *
   * @param meant who it wanted to be, or null if it was not about that
   */
  void refused(
      Connection connection, Destination.@Nullable OfUser meant, Refusal why, String text) {
    Incident incident = incident(connection, meant, Incident.Kind.REFUSED, why.slug(), text);
    add(connection, incident);
    listener.accept(incident);
  }

  /** This side closed a connection, which is no trouble of its own where all are closed. */
  void closed(Connection connection, DisconnectReason why) {
    if (why.closesAll()) {
      return;
    }
    add(
        connection,
        incident(
            connection, null, Incident.Kind.CLOSED, why.name(), why.code() + " " + why.text()));
  }

  /** Messages did not reach a client. */
  void dropped(Connection connection, Counters.Drop why, int messages) {
    Incident last = connection.lastIncident();
    // Many messages may come too late for a connection that is being closed: no lock for each.
    if (last != null
        && last.kind() == Incident.Kind.DROPPED
        && clock.millis() - last.time().toEpochMilli() < PAUSE.toMillis()) {
      return;
    }
    String reason = why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String text = messages == 1 ? "one message" : messages + " messages";
    add(connection, incident(connection, null, Incident.Kind.DROPPED, reason, text));
  }

  private Incident incident(
      Connection connection,
      Destination.@Nullable OfUser meant,
      Incident.Kind kind,
      String reason,
      String text) {
    Destination.OfUser bound = connection.user();
    Destination.OfUser user = bound == null ? meant : bound;
    return new Incident(
        Instant.ofEpochMilli(clock.millis()),
        connection.id(),
        connection.dialect().name(),
        user == null ? connection.app() : user.app(),
        user == null ? null : user.user(),
        kind,
        reason,
        text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT));
  }

  private void add(Connection connection, Incident incident) {
    synchronized (ring) {
      Incident last = connection.lastIncident();
      if (last != null
          && incident.repeats(last)
          && incident.time().isBefore(last.time().plus(PAUSE))) {
        return;
      }
      connection.setLastIncident(incident);
      ring[next] = incident;
      next = (next + 1) % CAPACITY;
    }
  }

  /** The newest ones that are wanted, the newest first. */
  List<Incident> newest(Predicate<Incident> wanted, int limit) {
    List<Incident> found = new ArrayList<>();
    synchronized (ring) {
      for (int i = 1; i <= CAPACITY && found.size() < limit; i++) {
        Incident incident = ring[(next - i + CAPACITY) % CAPACITY];
        if (incident == null) {
          break;
        }
        if (wanted.test(incident)) {
          found.add(incident);
        }
      }
    }
    return found;
  }
}
