package io.wsgateway.core;

import java.util.AbstractList;
import java.util.RandomAccess;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are written together, in order; at least one. Connections of a lane that are sent
 * the same messages at the same time share one batch, so that what is made of it, such as its
 * {@link #frames frames}, is made once for all of them. Immutable for everybody who is handed one,
 * and safe for any thread.
 */
public final class Batch extends AbstractList<Payload> implements RandomAccess {
  /** What one message takes besides its content, in bytes, roughly. */
  static final int OVERHEAD = 64;

  private final @Nullable Batch before;
  private final Payload last;
  private final int size;
  private final long bytes;
  // Benign races: whoever comes first makes it, and two that come at once make the same.
  private volatile Payload @Nullable [] all;
  private volatile byte @Nullable [] frames;
  // Those that continue this one, and the next of those that continue the same. See Batches.
  @Nullable Batch longer;
  @Nullable Batch sibling;
  // Of who measures memory, one thread at a time.
  private int seen;

  Batch(@Nullable Batch before, Payload last) {
    this.before = before;
    this.last = last;
    size = before == null ? 1 : before.size + 1;
    bytes = last.size() + (before == null ? 0 : before.bytes);
  }

  /** This without its last message; null if there is no other. */
  @Nullable Batch before() {
    return before;
  }

  /** Its last message. */
  Payload last() {
    return last;
  }

  /** How many payload bytes there are, without frames' heads. */
  public long bytes() {
    return bytes;
  }

  /** How much memory this takes, roughly, if nobody shares it. */
  long weight() {
    return bytes + (long) OVERHEAD * size;
  }

  /**
   * The frames that are written for all of them, made by whoever asks first and then shared with
   * all connections that get the same: never change them.
   *
   * @param maker makes them from this batch; all that ask have the same
   */
  public byte[] frames(Function<Batch, byte[]> maker) {
    byte[] known = frames;
    if (known == null) {
      known = maker.apply(this);
      frames = known;
    }
    return known;
  }

  @Override
  public Payload get(int index) {
    return size == 1 && index == 0 ? last : all()[index];
  }

  @Override
  public int size() {
    return size;
  }

  private Payload[] all() {
    Payload[] known = all;
    if (known == null) {
      known = new Payload[size];
      for (Batch batch = this; batch != null; batch = batch.before) {
        known[batch.size - 1] = batch.last;
      }
      all = known;
    }
    return known;
  }

  /**
   * How much memory this takes that was not counted yet, roughly: what connections share counts
   * once. By one thread at a time.
   *
   * @param round what that count is called; another one begins anew
   */
  long measure(int round) {
    long sum = 0;
    for (Batch batch = this; batch != null && batch.seen != round; batch = batch.before) {
      batch.seen = round;
      byte[] made = batch.frames;
      sum += OVERHEAD + batch.last.measure(round) + (made == null ? 0 : made.length);
    }
    return sum;
  }
}
