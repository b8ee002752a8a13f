package io.wsgateway.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts batches together so that connections which are sent the same share them. While a lane does
 * what it has taken, batches form a tree: each knows those that continue it, so that another
 * message is, for all connections but the first, a look at a pointer. For the lane's thread alone.
 */
final class Batches {
  /** How many different messages may follow on the same batch and still be found. */
  private static final int SIBLINGS = 4;

  private final List<Batch> made = new ArrayList<>();
  private @Nullable Batch first;

  /** This message alone. */
  Batch of(Payload payload) {
    Batch found = find(first, payload);
    if (found == null) {
      found = make(null, payload);
      found.sibling = first;
      first = found;
    }
    return found;
  }

  /** Some messages, at least one, that nobody else is sent. */
  static Batch of(Collection<Payload> payloads) {
    Iterator<Payload> rest = payloads.iterator();
    Batch batch = new Batch(null, rest.next());
    while (rest.hasNext()) {
      batch = new Batch(batch, rest.next());
    }
    return batch;
  }

  /** These and one more. */
  Batch add(Batch present, Payload payload) {
    Batch found = find(present.longer, payload);
    if (found == null) {
      found = make(present, payload);
      found.sibling = present.longer;
      present.longer = found;
    }
    return found;
  }

  /** One after the other. */
  Batch add(Batch present, Batch more) {
    Batch result = present;
    for (Payload payload : more) {
      result = add(result, payload);
    }
    return result;
  }

  private Batch make(@Nullable Batch before, Payload payload) {
    Batch batch = new Batch(before, payload);
    made.add(batch);
    return batch;
  }

  private static @Nullable Batch find(@Nullable Batch first, Payload payload) {
    Batch candidate = first;
    for (int i = 0; i < SIBLINGS && candidate != null; i++) {
      if (candidate.last() == payload) {
        return candidate;
      }
      candidate = candidate.sibling;
    }
    return null;
  }

  /** Cuts the ways through the tree: whoever keeps a batch does not keep those that others have. */
  void finish() {
    for (int i = 0; i < made.size(); i++) {
      Batch batch = made.get(i);
      batch.longer = null;
      batch.sibling = null;
      Batch before = batch.before();
      if (before != null) {
        before.longer = null;
      }
    }
    made.clear();
    first = null;
  }
}
