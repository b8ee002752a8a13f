package io.wsgateway.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The only thing that writes to a client: bounded in messages and in bytes, one write in flight.
 * What arrives meanwhile leaves together with the next write. A client that lets it fill is closed,
 * so a stalled client costs the others nothing.
 *
 * <p>{@link #add} and {@link #flush} are called by the connection's lane, the rest by any thread.
 * The monitor guards the numbers and is never held while the transport is called; {@link #flush}
 * works in one thread at a time and turns a completion that comes from within a write into one more
 * round instead of a recursion.
 */
final class Outbox implements Transport.Completion {
  private final Transport transport;
  private final Supplier<OutboxLimits> limits;
  private final Counters counters;
  private Owner owner = Owner.NOBODY;
  private final AtomicInteger flushes = new AtomicInteger();
  // An idle outbox holds no list: a write takes the list itself.
  private @Nullable List<Payload> waiting;
  private int messages;
  private long bytes;
  private @Nullable List<Payload> flight;
  private int flightMessages;
  private long flightBytes;
  private boolean writing;
  private @Nullable DisconnectReason closeWhenEmpty;
  private boolean closed;

  Outbox(Transport transport, Supplier<OutboxLimits> limits, Counters counters) {
    this.transport = transport;
    this.limits = limits;
    this.counters = counters;
  }

  /** Is told what becomes of an outbox and of what was in it, by any thread and under no lock. */
  interface Owner {
    /** Does not care. */
    Owner NOBODY =
        new Owner() {
          @Override
          public void closed(DisconnectReason reason) {}

          @Override
          public void dropped(Counters.Drop why, int messages) {}
        };

    /** This side has closed the socket. */
    void closed(DisconnectReason reason);

    /** Messages are not written; they have been counted. */
    void dropped(Counters.Drop why, int messages);
  }

  /** Says who is told. Called once, before anything is added. */
  void setOwner(Owner told) {
    owner = told;
  }

  /**
   * Puts a message at the end, or closes the connection if there is no room.
   *
   * @return whether it is in
   */
  boolean add(Payload payload) {
    boolean late;
    synchronized (this) {
      late = closed || closeWhenEmpty != null;
      if (!late && limits.get().allow(messages, bytes, payload.size())) {
        if (waiting == null) {
          waiting = new ArrayList<>(4);
        }
        waiting.add(payload);
        messages++;
        bytes += payload.size();
        return true;
      }
    }
    drop(late ? Counters.Drop.CLOSED : Counters.Drop.SLOW_CONSUMER, 1);
    if (!late) {
      close(DisconnectReason.SLOW_CONSUMER);
    }
    return false;
  }

  private void drop(Counters.Drop why, int dropped) {
    counters.dropped(why, dropped);
    if (dropped > 0) {
      owner.dropped(why, dropped);
    }
  }

  /** Starts a write of all that waits, unless one is in flight. */
  void flush() {
    if (flushes.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      List<Payload> batch = take();
      if (batch != null) {
        transport.write(batch, this);
      } else {
        DisconnectReason reason = dueClose();
        if (reason != null) {
          close(reason);
        }
      }
      seen = flushes.addAndGet(-seen);
    } while (seen != 0);
  }

  /** Closes at once; what was not written is dropped and counted. */
  void close(DisconnectReason reason) {
    boolean slow = reason.equals(DisconnectReason.SLOW_CONSUMER);
    int dropped = discard();
    if (dropped >= 0) {
      drop(slow ? Counters.Drop.SLOW_CONSUMER : Counters.Drop.CLOSED, dropped);
      counters.closed(reason);
      // Containers do not always tell of a close that they were asked for, so it is taken for done.
      transport.close(reason).thenRun(() -> owner.closed(reason));
    }
  }

  /** Whether there is a socket still to write to. */
  boolean isOpen() {
    return transport.isOpen();
  }

  /** Whether this side has closed it, or knows that it is gone. */
  synchronized boolean isClosed() {
    return closed;
  }

  /** Whether nothing more is accepted. */
  synchronized boolean isClosing() {
    return closed || closeWhenEmpty != null;
  }

  /** Closes when what waits has been written; accepts nothing more. */
  void closeWhenEmpty(DisconnectReason reason) {
    synchronized (this) {
      // Who is told to stay away is not told to come back by a node that stops meanwhile.
      if (closeWhenEmpty == null) {
        closeWhenEmpty = reason;
      }
    }
    flush();
  }

  /**
   * The socket is gone: drops what was not written.
   *
   * @return whether this side had not closed it
   */
  boolean socketGone() {
    int dropped = discard();
    drop(Counters.Drop.CLOSED, Math.max(0, dropped));
    return dropped >= 0;
  }

  synchronized int messages() {
    return messages;
  }

  synchronized long bytes() {
    return bytes;
  }

  @Override
  public void complete(@Nullable Throwable failure) {
    List<Payload> written = null;
    synchronized (this) {
      if (closed) {
        return;
      }
      if (failure == null) {
        written = flight;
        flight = null;
        messages -= flightMessages;
        bytes -= flightBytes;
        writing = false;
      }
    }
    if (failure == null) {
      if (written != null) {
        counters.delivered(written);
      }
      flush();
    } else {
      close(DisconnectReason.WRITE_FAILED);
    }
  }

  private synchronized @Nullable List<Payload> take() {
    if (writing || closed || waiting == null) {
      return null;
    }
    List<Payload> batch = waiting;
    waiting = null;
    flight = batch;
    // Nothing is in flight, so all that is counted waits.
    flightMessages = messages;
    flightBytes = bytes;
    writing = true;
    return batch;
  }

  private synchronized @Nullable DisconnectReason dueClose() {
    return writing || closed ? null : closeWhenEmpty;
  }

  /** How many messages this call, which closed, threw away; -1 if it was closed already. */
  private synchronized int discard() {
    if (closed) {
      return -1;
    }
    closed = true;
    int thrown = messages;
    waiting = null;
    flight = null;
    messages = 0;
    bytes = 0;
    return thrown;
  }
}
