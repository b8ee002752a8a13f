package io.wsgateway.core;

import io.wsgateway.config.OutboxConfig;
import org.jspecify.annotations.Nullable;

/**
 * The only thing that writes to a client: bounded in messages and in bytes, one write in flight.
 * What arrives meanwhile leaves together with the next write. What becomes of a client that lets it
 * fill is a {@link OutboxConfig.Policy policy}; in any case it costs the others nothing.
 *
 * <p>{@link #add}, {@link #flush} and {@link #closeWhenEmpty} are for the lane's thread, the rest
 * for any. What is added stands in a field of the lane's own until it is flushed, so that a message
 * costs no lock. The monitor guards the rest and is never held while the transport is called; one
 * thread at a time starts writes, and a completion that comes from within a write is one more round
 * of its loop instead of a recursion.
 */
final class Outbox implements Transport.Completion {
  private final Transport transport;
  private final Lane lane;
  private Owner owner = Owner.NOBODY;

  // The lane's own: what was added since the last flush, and what was noted about it.
  private @Nullable Batch added;
  private Congestion.@Nullable Note note;

  // Guarded by the monitor. An idle outbox holds nothing.
  private @Nullable Batch waiting;
  private @Nullable Spill spill;
  private @Nullable Batch flight;
  private int messages;
  private long bytes;
  private int writes;
  private int progress;
  private boolean starting;
  private boolean closed;
  private @Nullable DisconnectReason closeWhenEmpty;

  // Of who looks for writes that do not end.
  private int seenProgress = -1;
  private long seenLeft;
  private long seenSince;
  private int seenWrites = -1;
  private long seenFlight;

  Outbox(Transport transport, Lane lane) {
    this.transport = transport;
    this.lane = lane;
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

    /** What is to be done when there is no room. */
    default OutboxConfig.Policy policy() {
      return OutboxConfig.Policy.CLOSE;
    }
  }

  /** Says who is told. Called once, before anything is added. */
  void setOwner(Owner told) {
    owner = told;
  }

  /**
   * Puts a message at the end, or does what the policy says if there is no room.
   *
   * @return whether it is in
   */
  boolean add(Payload payload) {
    // Not locked: who is closed at this very moment is told so when this is flushed.
    if (closed || closeWhenEmpty != null) {
      drop(Counters.Drop.CLOSED, 1);
      return false;
    }
    Batch present = added;
    // Not locked, either: only the lane makes these larger, so that what is read is never too
    // small.
    int ahead = messages + (present == null ? 0 : present.size());
    long bytesAhead = bytes + (present == null ? 0 : present.bytes());
    if (!lane.limits().allow(ahead, bytesAhead, payload.size())) {
      return squeeze(payload);
    }
    if (present == null) {
      lane.touched(this);
      added = lane.batches().of(payload);
    } else {
      added = lane.batches().add(present, payload);
    }
    return true;
  }

  /** There may be no room. Writes what can be written now, and then looks exactly. */
  private boolean squeeze(Payload payload) {
    flush();
    OutboxConfig.Policy policy = owner.policy();
    int dropped = 0;
    boolean isIn = false;
    boolean full = false;
    Counters.Drop why = Counters.Drop.CLOSED;
    synchronized (this) {
      if (closed || closeWhenEmpty != null) {
        dropped = 1;
      } else if (fits(messages, bytes, payload)) {
        isIn = true;
      } else if (policy == OutboxConfig.Policy.CLOSE) {
        full = true;
      } else {
        boolean oldest = policy == OutboxConfig.Policy.DROP_OLDEST;
        why = oldest ? Counters.Drop.OLDEST : Counters.Drop.NEWEST;
        dropped = makeRoom(payload, oldest);
        isIn = fits(messages, bytes, payload);
        if (!isIn && payload.isTimed()) {
          dropped++;
        } else {
          full = !isIn;
        }
      }
    }
    drop(why, dropped);
    if (isIn) {
      lane.touched(this);
      added = lane.batches().of(payload);
    } else if (full) {
      drop(Counters.Drop.SLOW_CONSUMER, 1);
      close(DisconnectReason.SLOW_CONSUMER);
    }
    return isIn;
  }

  /**
   * Drops what waits, never what is in flight, so that a message fits: of the oldest ones as many
   * as are needed for any; of the newest ones only for what must not be dropped itself.
   */
  private int makeRoom(Payload payload, boolean oldest) {
    if (payload.isTimed() && !oldest) {
      return 0;
    }
    Spill all = spill;
    if (all == null) {
      if (waiting == null) {
        return 0;
      }
      all = new Spill(waiting);
      waiting = null;
      spill = all;
    }
    int inFlight = messages - all.size();
    long bytesInFlight = bytes - all.bytes();
    Spill.Room room =
        (leftMessages, leftBytes) ->
            fits(inFlight + leftMessages, bytesInFlight + leftBytes, payload);
    if (!all.canMakeRoom(room)) {
      return 0;
    }
    int dropped = all.makeRoom(room, oldest);
    lane.released(bytes - bytesInFlight - all.bytes() + (long) Batch.OVERHEAD * dropped);
    messages = inFlight + all.size();
    bytes = bytesInFlight + all.bytes();
    return dropped;
  }

  private boolean fits(int presentMessages, long presentBytes, Payload payload) {
    return lane.limits().allow(presentMessages, presentBytes, payload.size());
  }

  private void drop(Counters.Drop why, int dropped) {
    if (dropped > 0) {
      lane.counters().dropped(why, dropped);
      owner.dropped(why, dropped);
    }
  }

  /** Starts a write of all that was added and waits, unless one is in flight. */
  void flush() {
    Batch more = added;
    added = null;
    Batch next;
    boolean tooLate = false;
    synchronized (this) {
      if (more != null) {
        tooLate = closed || closeWhenEmpty != null;
        if (!tooLate) {
          enqueue(more);
        }
      }
      next = take();
    }
    if (more != null && tooLate) {
      drop(Counters.Drop.CLOSED, more.size());
    }
    write(next);
  }

  private void enqueue(Batch more) {
    messages += more.size();
    bytes += more.bytes();
    lane.taken(more.weight());
    if (spill != null) {
      more.forEach(spill::add);
    } else {
      waiting = waiting == null ? more : lane.batches().add(waiting, more);
    }
  }

  /** What is to be written now, which whoever calls has to do; null if there is nothing. */
  private @Nullable Batch take() {
    if (closed || starting || flight != null) {
      return null;
    }
    if (spill != null) {
      flight = spill.isEmpty() ? null : spill.toBatch();
      spill = null;
    } else {
      flight = waiting;
      waiting = null;
    }
    starting = flight != null;
    return flight;
  }

  private void write(@Nullable Batch first) {
    Batch batch = first;
    while (batch != null) {
      transport.write(batch, this);
      synchronized (this) {
        starting = false;
        batch = take();
      }
    }
    closeIfDue();
  }

  private void closeIfDue() {
    DisconnectReason due;
    synchronized (this) {
      due = closed || starting || messages > 0 ? null : closeWhenEmpty;
    }
    if (due != null) {
      close(due);
    }
  }

  @Override
  public void complete(@Nullable Throwable failure) {
    if (failure != null) {
      close(DisconnectReason.WRITE_FAILED);
      return;
    }
    Batch written;
    Batch next;
    synchronized (this) {
      written = flight;
      if (closed || written == null) {
        return;
      }
      flight = null;
      messages -= written.size();
      bytes -= written.bytes();
      writes++;
      progress++;
      next = take();
    }
    lane.released(written.weight());
    lane.counters().delivered(written);
    write(next);
  }

  @Override
  public synchronized void wroteSome() {
    progress++;
  }

  /** Closes at once; what was not written is dropped and counted. */
  void close(DisconnectReason reason) {
    int dropped = discard();
    if (dropped >= 0) {
      drop(reason.isSlow() ? Counters.Drop.SLOW_CONSUMER : Counters.Drop.CLOSED, dropped);
      lane.counters().closed(reason);
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

  /** Closes when what was added has been written; accepts nothing more. */
  void closeWhenEmpty(DisconnectReason reason) {
    flush();
    synchronized (this) {
      // Who is told to stay away is not told to come back by a node that stops meanwhile.
      if (closeWhenEmpty == null) {
        closeWhenEmpty = reason;
      }
    }
    closeIfDue();
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

  /** How many messages this call, which closed, threw away; -1 if it was closed already. */
  private synchronized int discard() {
    if (closed) {
      return -1;
    }
    closed = true;
    int thrown = messages;
    lane.released(bytes + (long) Batch.OVERHEAD * messages);
    waiting = null;
    spill = null;
    flight = null;
    messages = 0;
    bytes = 0;
    return thrown;
  }

  // --- how it fares ------------------------------------------------------------------------------

  synchronized int messages() {
    return messages;
  }

  synchronized long bytes() {
    return bytes;
  }

  /** Rises with each write that is complete and with parts of one: a sign that the client reads. */
  synchronized int progress() {
    return progress;
  }

  /** Whether the client has left something of what it was sent unread. */
  synchronized boolean isBehind(OutboxLimits limits) {
    return !closed && limits.isBehind(messages, bytes);
  }

  /** Whether there is not much room left. */
  synchronized boolean isLate(OutboxLimits limits) {
    return !closed && limits.isLate(messages, bytes);
  }

  /** What becomes of what has no room. */
  OutboxConfig.Policy policy() {
    return owner.policy();
  }

  /** What {@link Congestion} notes about it. Only the lane's thread. */
  Congestion.Note note() {
    Congestion.Note present = note;
    if (present == null) {
      present = new Congestion.Note();
      note = present;
    }
    return present;
  }

  /**
   * For how long nothing has gone out of the write that is in flight, as far as was seen by looking
   * now and then; zero if there is none. By one thread at a time.
   *
   * @param now of a clock that only goes forward, in nanoseconds
   */
  long stuckFor(long now) {
    // Not under the monitor, as all of the transport's.
    return stuckFor(now, transport.left());
  }

  private synchronized long stuckFor(long now, long left) {
    if (flight == null) {
      seenProgress = -1;
      return 0;
    }
    if (seenProgress != progress || left < seenLeft) {
      seenProgress = progress;
      seenSince = now;
    }
    seenLeft = left;
    return now - seenSince;
  }

  /** The same for all of the write that is in flight: for how long it was seen to be. */
  synchronized long flyingFor(long now) {
    if (flight == null) {
      seenWrites = -1;
      return 0;
    }
    if (seenWrites != writes) {
      seenWrites = writes;
      seenFlight = now;
    }
    return now - seenFlight;
  }

  /**
   * How much memory it takes that was not counted yet, see {@link Batch#measure}. By one thread at
   * a time.
   */
  synchronized long measure(int round) {
    return (waiting == null ? 0 : waiting.measure(round))
        + (spill == null ? 0 : spill.measure(round))
        + (flight == null ? 0 : flight.measure(round));
  }
}
