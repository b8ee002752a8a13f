package io.wsgateway.core;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

  /** Puts the connection's form of the publication in its outbox, unless it is excluded. */
  void deliver(Lane lane, Connection connection) {
    if (selective && publication.excludes(connection)) {
      return;
    }
    if (!connection.dialect().admits(connection, publication)) {
      return;
    }
    Optional<Payload> form = forms.computeIfAbsent(connection.dialect(), this::encode);
    if (form.isPresent()) {
      boolean isIn = lane.deliver(connection, form.get());
      if (trail != null && isIn) {
        trail.delivered(connection, form.get());
      }
    } else {
      counters.dropped(Counters.Drop.NOT_ENCODABLE, 1);
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
