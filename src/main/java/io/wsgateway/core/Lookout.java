package io.wsgateway.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sees for those who watch, on whatever node, what happens here to the users and topics that they
 * watch. Where nobody watches, this costs a volatile read for each publication and event. Safe for
 * any thread; nothing waits.
 */
final class Lookout {
  /** Whoever watches says so every few seconds; after so long without, it does no more. */
  static final Duration PATIENCE = Duration.ofSeconds(7);

  private final Ids ids;
  private final Directory directory;
  private final LongSupplier nanoTime;
  private final Reporter reporter;
  private final Map<Key, WatchPost> posts = new HashMap<>();
  // Immutable; by app, then by whom or what is watched.
  private volatile Map<String, Map<Destination, List<WatchPost>>> watched = Map.of();

  /** Brings a sighting to whoever watches. */
  @FunctionalInterface
  interface Reporter {
    /** At once. */
    void report(int node, long watch, Sighting sighting);
  }

  private record Key(int node, long watch) {}

  Lookout(Ids ids, Directory directory, LongSupplier nanoTime, Reporter reporter) {
    this.ids = ids;
    this.directory = directory;
    this.nanoTime = nanoTime;
    this.reporter = reporter;
  }

  /** Everything that a node watches now, by the numbers of its watches. */
  synchronized void watches(int node, Map<Long, Destination> all) {
    long now = nanoTime.getAsLong();
    posts.keySet().removeIf(key -> key.node() == node && !all.containsKey(key.watch()));
    all.forEach(
        (watch, target) ->
            posts
                .computeIfAbsent(new Key(node, watch), key -> newPost(key, target, now))
                .renew(now));
    publish();
  }

  private WatchPost newPost(Key key, Destination target, long now) {
    return new WatchPost(
        target,
        ids.node(),
        System.currentTimeMillis(),
        sighting -> reporter.report(key.node(), key.watch(), sighting),
        now);
  }

  /** Tells what was left out, and forgets who watches no more. Every second or so. */
  void tick() {
    long now = nanoTime.getAsLong();
    List<WatchPost> open;
    synchronized (this) {
      if (posts.values().removeIf(post -> post.isOver(now, PATIENCE))) {
        publish();
      }
      open = List.copyOf(posts.values());
    }
    open.forEach(post -> post.tellRest(now));
  }

  private void publish() {
    watched =
        posts.values().stream()
            .collect(
                Collectors.groupingBy(
                    post -> post.target().app(), Collectors.groupingBy(WatchPost::target)));
  }

  /** Whether nobody watches anything. */
  boolean isIdle() {
    return watched.isEmpty();
  }

  /**
   * Follows a publication to the connections of this node.
   *
   * @param isOwn whether this node has accepted it
   * @return null if nobody watches anything in its app
   */
  @Nullable Trail follow(Publication publication, boolean isOwn) {
    Map<String, Map<Destination, List<WatchPost>>> all = watched;
    if (all.isEmpty()) {
      return null;
    }
    Map<Destination, List<WatchPost>> here = all.get(publication.destination().app());
    return here == null ? null : new Trail(publication, isOwn, here, this);
  }

  /** Something happened to a connection, or a back end did something to a user. */
  void saw(ConnectionEvent event) {
    if (watched.isEmpty() || event.origin().app() == null) {
      return;
    }
    if (event instanceof ConnectionEvent.Bound) {
      bound(event.origin());
    } else if (event instanceof ConnectionEvent.Joined joined) {
      changed(Sighting.Kind.JOINED, joined.origin(), joined.topic(), joined.user());
    } else if (event instanceof ConnectionEvent.Left left) {
      changed(Sighting.Kind.LEFT, left.origin(), left.topic(), left.user());
    }
  }

  private void bound(ConnectionEvent.Origin origin) {
    Connection connection = directory.connection(origin.connection());
    toUser(
        origin.app(),
        origin.user(),
        (post, now) -> {
          if (connection != null && post.isNew(connection)) {
            long time = connection.since().toEpochMilli();
            post.report(
                about(Sighting.of(Sighting.Kind.CONNECTED, ids.node(), time), origin)
                    .because("from " + connection.visitor().address()),
                now);
          }
          post.report(about(at(Sighting.Kind.BOUND), origin), now);
        });
  }

  private void changed(
      Sighting.Kind kind,
      ConnectionEvent.Origin origin,
      Destination.OfTopic topic,
      @Nullable String user) {
    String who = user == null ? origin.user() : user;
    Sighting sighting = about(at(kind), origin).by(who).in(topic.topic());
    toUser(topic.app(), who, (post, now) -> post.report(sighting, now));
    to(topic, (post, now) -> post.report(sighting, now));
  }

  /** A connection is gone, and is about to be taken out of its topics. */
  void closing(Connection connection, int code, String reason) {
    String app = connection.app();
    if (watched.isEmpty() || app == null) {
      return;
    }
    Destination.OfUser user = connection.user();
    Sighting sighting =
        at(Sighting.Kind.CLOSED)
            .on(connection.id(), connection.dialect().name())
            .by(user == null ? null : user.user())
            .because(reason.isEmpty() ? "" + code : code + " " + reason);
    Set<Destination.OfTopic> topics = user == null ? Set.of() : directory.topicsOf(user);
    for (Destination target : watched.getOrDefault(app, Map.of()).keySet()) {
      if (target instanceof Destination.OfTopic topic
          && (connection.owns(topic) || topics.contains(topic))) {
        to(topic, (post, now) -> post.report(sighting.in(topic.topic()), now));
      } else if (target.equals(user)) {
        to(target, (post, now) -> post.report(sighting, now));
      }
    }
  }

  /** A client was refused something. */
  void refused(Incident incident) {
    if (watched.isEmpty()) {
      return;
    }
    Sighting sighting =
        Sighting.of(Sighting.Kind.REFUSED, ids.node(), incident.time().toEpochMilli())
            .on(incident.connection(), incident.dialect())
            .by(incident.user())
            .because(incident.reason() + ": " + incident.text());
    toUser(incident.app(), incident.user(), (post, now) -> post.report(sighting, now));
  }

  private void toUser(
      @Nullable String app, @Nullable String user, ObjLongConsumer<WatchPost> report) {
    if (app != null && user != null) {
      to(new Destination.OfUser(app, user), report);
    }
  }

  private void to(Destination target, ObjLongConsumer<WatchPost> report) {
    long now = nanoTime.getAsLong();
    for (WatchPost post : postsOf(target)) {
      report.accept(post, now);
    }
  }

  private List<WatchPost> postsOf(Destination target) {
    return new ArrayList<>(
        watched.getOrDefault(target.app(), Map.of()).getOrDefault(target, List.of()));
  }

  long now() {
    return nanoTime.getAsLong();
  }

  Sighting at(Sighting.Kind kind) {
    return Sighting.of(kind, ids.node(), System.currentTimeMillis());
  }

  private static Sighting about(Sighting sighting, ConnectionEvent.Origin origin) {
    return sighting.on(origin.connection(), origin.dialect()).by(origin.user());
  }
}
