package io.wsgateway.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket as the gateway knows it. Made by {@link Gateway#connect}; its state changes only
 * through the {@link Gateway}. Reading is safe from any thread.
 */
public final class Connection {
  // There are many connections, and one object less for each.
  private static final AtomicIntegerFieldUpdater<Connection> GONE =
      AtomicIntegerFieldUpdater.newUpdater(Connection.class, "gone");

  /** A lane that is not overloaded comes to everything within this time, in nanoseconds. */
  private static final long SOON = 50_000_000;

  private final long id;
  private final Dialect dialect;
  private final @Nullable String fixedApp;
  private final Lane lane;
  private final Outbox outbox;
  private final SerialQueue events;
  private final Visitor visitor;
  private final long since = System.currentTimeMillis();
  private volatile int gone;
  private volatile Destination.@Nullable OfUser user;
  private volatile Identity identity = Identity.CLAIMED;
  private @Nullable Instant expiryCheck;
  private volatile @Nullable Identity toldOfEnd;
  private volatile Map<String, String> info = Map.of();
  private volatile @Nullable Object attachment;
  private volatile @Nullable Runnable whenGone;
  private volatile @Nullable Runnable lastWords;
  // Made on first use: many connections join nothing themselves.
  private volatile @Nullable Set<Destination.OfTopic> topics;
  private volatile boolean removed;
  // Guarded by the ring of incidents.
  private volatile @Nullable Incident lastIncident;

  Connection(
      long id,
      Dialect dialect,
      @Nullable String fixedApp,
      Lane lane,
      Outbox outbox,
      SerialQueue events,
      Visitor visitor) {
    this.id = id;
    this.dialect = dialect;
    this.fixedApp = fixedApp;
    this.lane = lane;
    this.outbox = outbox;
    this.events = events;
    this.visitor = visitor;
  }

  /** Unique in the cluster, see {@link Ids}. */
  public long id() {
    return id;
  }

  /** When it came, to the millisecond. */
  public Instant since() {
    return Instant.ofEpochMilli(since);
  }

  /** The protocol its client speaks. */
  public Dialect dialect() {
    return dialect;
  }

  /** The app it belongs to, or null as long as it has not said so. */
  public @Nullable String app() {
    Destination.OfUser bound = user;
    return fixedApp != null || bound == null ? fixedApp : bound.app();
  }

  /** Who is behind it, or null as long as it has not said so. */
  public Destination.@Nullable OfUser user() {
    return user;
  }

  /** What its handshake told. */
  public Visitor visitor() {
    return visitor;
  }

  /** What proves who is behind it. */
  public Identity identity() {
    return identity;
  }

  /** What applications have noted about it. */
  public Map<String, String> info() {
    return info;
  }

  /** Whether its socket is gone; nothing can be sent to it any more. */
  public boolean isClosed() {
    return gone != 0;
  }

  /** Keeps the dialect's own state of this connection. */
  public void attach(Object state) {
    attachment = state;
  }

  /** What was attached, or null if that is nothing, or not of that type. */
  public <T> @Nullable T attachment(Class<T> type) {
    Object state = attachment;
    return type.isInstance(state) ? type.cast(state) : null;
  }

  /**
   * Says what is to be done, like {@link Gateway#inOrder application code}, once the socket is
   * gone, whoever closed it, and before the connection is taken out of the gateway: it can still be
   * found, and has its user, topics and info. To be said at once after it was made.
   */
  public void beforeRemoval(Runnable work) {
    lastWords = work;
  }

  /**
   * Says what the dialect itself does once the socket is gone: at once, on whatever thread tells of
   * it, so it must not wait. To be said at once after it was made.
   */
  public void whenGone(Runnable work) {
    whenGone = work;
  }

  /** Messages that wait to be written or are being written. */
  public int pendingMessages() {
    return outbox.messages();
  }

  /** Bytes that wait to be written or are being written. */
  public long pendingBytes() {
    return outbox.bytes();
  }

  /**
   * Whether something that it was sent, such as a ping, has not been written yet, so that its
   * client cannot have answered.
   */
  public boolean isBehind() {
    return outbox.messages() > 0 || lane.lag() > SOON;
  }

  Lane lane() {
    return lane;
  }

  Outbox outbox() {
    return outbox;
  }

  SerialQueue events() {
    return events;
  }

  @Nullable String fixedApp() {
    return fixedApp;
  }

  @Nullable Runnable whenGone() {
    return whenGone;
  }

  @Nullable Runnable lastWords() {
    return lastWords;
  }

  /** The socket is gone. Whether this was the first to say so. */
  boolean markGone() {
    return GONE.compareAndSet(this, 0, 1);
  }

  void setUser(Destination.@Nullable OfUser user) {
    this.user = user;
  }

  void setIdentity(Identity identity) {
    this.identity = identity;
  }

  /** When it will be looked whether its proof has ended, or null. Under its monitor. */
  @Nullable Instant expiryCheck() {
    return expiryCheck;
  }

  void setExpiryCheck(@Nullable Instant time) {
    expiryCheck = time;
  }

  /** The proof of whose near end its client was told, or null. */
  @Nullable Identity toldOfEnd() {
    return toldOfEnd;
  }

  void setToldOfEnd(Identity proof) {
    toldOfEnd = proof;
  }

  void setInfo(Map<String, String> info) {
    this.info = Map.copyOf(info);
  }

  /** The topics that this connection itself, not its user, has joined. Under its monitor. */
  Set<Destination.OfTopic> ownTopics() {
    Set<Destination.OfTopic> present = topics;
    if (present == null) {
      present = ConcurrentHashMap.newKeySet(4);
      topics = present;
    }
    return present;
  }

  /** The names of the topics that it has joined itself, sorted; at any moment. */
  List<String> ownTopicNames() {
    Set<Destination.OfTopic> present = topics;
    return present == null
        ? List.of()
        : present.stream().map(Destination.OfTopic::topic).sorted().toList();
  }

  /** Whether this connection itself has joined a topic. */
  boolean owns(Destination.OfTopic topic) {
    Set<Destination.OfTopic> present = topics;
    return present != null && present.contains(topic);
  }

  /** What was noted about it last, for {@link Incidents}. */
  @Nullable Incident lastIncident() {
    return lastIncident;
  }

  void setLastIncident(Incident incident) {
    lastIncident = incident;
  }

  /** Whether it has been taken out of the {@link Directory}. */
  boolean isRemoved() {
    return removed;
  }

  void markRemoved() {
    removed = true;
  }

  @Override
  public String toString() {
    return dialect.name() + " connection " + id;
  }
}
