package io.wsgateway.core;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One publication in the forms that dialects give it, each made once and shared by all connections
 * of all lanes. It is made when the publication is accepted, and its forms carry that moment. Safe
 * for any thread.
 */
final class Encoding {
  private static final SparingLog LOG = SparingLog.of(Encoding.class);

  private final Publication publication;
  private final Counters counters;
  private final boolean selective;
  private final long accepted = System.nanoTime();
  private final @Nullable Trail trail;
  private final Map<Dialect, Optional<Payload>> forms = new ConcurrentHashMap<>(2);

  /**
   * @param trail for whoever watches, or null
   */
  Encoding(Publication publication, Counters counters, @Nullable Trail trail) {
    this.publication = publication;
    this.counters = counters;
    this.trail = trail;
    this.selective = publication.excludesSomebody();
  }

  /** At what moment of {@link System#nanoTime} the publication was accepted. */
  long accepted() {
    return accepted;
  }

  /**
   * Puts the publication in the outbox of each connection of a lane that it is for and that is not
   * excluded, in the connection's form.
   */
  void deliver(Lane lane, Audience audience) {
    audience.forEach(lane, new HandingOut(lane));
  }

  /** One lane's part. Most connections speak the dialect of the one before. */
  private final class HandingOut implements Consumer<Connection> {
    private final Lane lane;
    private @Nullable Dialect dialect;
    private @Nullable Payload form;

    HandingOut(Lane lane) {
      this.lane = lane;
    }

    @Override
    public void accept(Connection connection) {
      try {
        handOut(connection);
      } catch (RuntimeException e) {
        counters.dropped(Counters.Drop.NOT_ENCODABLE, 1);
        LOG.log(WARNING, "A client misses a publication", e);
      }
    }

    private void handOut(Connection connection) {
      Dialect its = connection.dialect();
      if ((selective && publication.excludes(connection)) || !its.admits(connection, publication)) {
        return;
      }
      if (its != dialect) {
        dialect = its;
        form = forms.computeIfAbsent(its, Encoding.this::encode).orElse(null);
      }
      if (form == null) {
        counters.dropped(Counters.Drop.NOT_ENCODABLE, 1);
      } else if (lane.deliver(connection, form) && trail != null) {
        trail.delivered(connection, form);
      }
    }
  }

  private Optional<Payload> encode(Dialect dialect) {
    try {
      return dialect.encode(publication).map(form -> form.acceptedAt(accepted));
    } catch (RuntimeException e) {
      LOG.log(WARNING, "Clients of " + dialect.name() + " miss a publication", e);
      return Optional.empty();
    }
  }
}
