package io.wsgateway.core;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One publication on its way to the connections of this node, in an app where somebody watches.
 * Safe for any thread; nothing waits.
 */
final class Trail {
  private final Publication publication;
  private final boolean isOwn;
  private final Map<Destination, List<WatchPost>> watched;
  private final Lookout lookout;
  private final List<WatchPost> ofTarget;
  private final boolean usersAreWatched;
  private final AtomicInteger delivered = new AtomicInteger();
  // Whoever publishes holds it open, too.
  private final AtomicInteger open = new AtomicInteger(1);

  /**
   * @param isOwn whether this node has accepted it
   * @param watched who or what of the app is, and by whom
   */
  Trail(
      Publication publication,
      boolean isOwn,
      Map<Destination, List<WatchPost>> watched,
      Lookout lookout) {
    this.publication = publication;
    this.isOwn = isOwn;
    this.watched = watched;
    this.lookout = lookout;
    ofTarget = watched.getOrDefault(publication.destination(), List.of());
    usersAreWatched = watched.keySet().stream().anyMatch(Destination.OfUser.class::isInstance);
  }

  /** It is about to be given to the lanes. */
  void start() {
    if (!isOwn || ofTarget.isEmpty()) {
      return;
    }
    Destination to = publication.destination();
    report(
        ofTarget,
        sighting(Sighting.Kind.PUSHED, publication.payload())
            .by(to instanceof Destination.OfUser one ? one.user() : null));
  }

  /** A lane is about to deliver it; it calls {@link #end} when it has. */
  void begin() {
    open.incrementAndGet();
  }

  /** A connection has it in its outbox. */
  void delivered(Connection connection, Payload form) {
    delivered.incrementAndGet();
    Destination.OfUser user = connection.user();
    if (!usersAreWatched || user == null) {
      return;
    }
    List<WatchPost> posts = watched.get(user);
    if (posts != null) {
      report(
          posts,
          sighting(Sighting.Kind.DELIVERED, form)
              .on(connection.id(), connection.dialect().name())
              .by(user.user()));
    }
  }

  /** A lane, or whoever publishes, is done. The last one tells how many connections have it. */
  void end() {
    if (open.decrementAndGet() == 0
        && publication.destination() instanceof Destination.OfTopic
        && delivered.get() > 0
        && !ofTarget.isEmpty()) {
      report(
          ofTarget,
          sighting(Sighting.Kind.DELIVERED, publication.payload()).times(delivered.get()));
    }
  }

  private Sighting sighting(Sighting.Kind kind, Payload payload) {
    return lookout
        .at(kind)
        .saying(payload)
        .in(publication.destination() instanceof Destination.OfTopic one ? one.topic() : null);
  }

  private void report(List<WatchPost> posts, Sighting sighting) {
    long now = lookout.now();
    posts.forEach(post -> post.report(sighting, now));
  }
}
