package io.wsgateway.core;

import org.jspecify.annotations.Nullable;

/**
 * One WebSocket as the gateway knows it. Made by {@link Gateway#connect}; its state changes only
 * through the {@link Gateway}. Reading is safe from any thread.
 */
public final class Connection {
  private final long id;
  private final Dialect dialect;
  private final Lane lane;
  private final Outbox outbox;
  private final SerialQueue events;
  private volatile Destination.@Nullable OfUser user;
  private volatile boolean closed;

  Connection(long id, Dialect dialect, Lane lane, Outbox outbox, SerialQueue events) {
    this.id = id;
    this.dialect = dialect;
    this.lane = lane;
    this.outbox = outbox;
    this.events = events;
  }

  /** Unique in the cluster, see {@link Ids}. */
  public long id() {
    return id;
  }

  /** The protocol its client speaks. */
  public Dialect dialect() {
    return dialect;
  }

  /** Who is behind it, or null as long as it has not said so. */
  public Destination.@Nullable OfUser user() {
    return user;
  }

  /** Whether it has left the gateway; nothing can be sent to it any more. */
  public boolean isClosed() {
    return closed;
  }

  /** Messages that wait to be written or are being written. */
  public int pendingMessages() {
    return outbox.messages();
  }

  /** Bytes that wait to be written or are being written. */
  public long pendingBytes() {
    return outbox.bytes();
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

  void setUser(Destination.@Nullable OfUser user) {
    this.user = user;
  }

  void markClosed() {
    closed = true;
  }

  @Override
  public String toString() {
    return dialect.name() + " connection " + id;
  }
}
