package io.wsgateway.client;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What has arrived on one socket and has not been taken yet, in order. Any thread may put and take.
 */
final class Inbox {
  private final List<Event> events = new LinkedList<>();

  synchronized void put(Event event) {
    events.add(event);
    notifyAll();
  }

  /**
   * Takes the first event of one of these kinds, waiting for it; events of other kinds stay for
   * later. Empty when the time has passed.
   */
  synchronized Optional<Event> next(Duration timeout, Set<Event.Kind> kinds) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      for (Iterator<Event> each = events.iterator(); each.hasNext(); ) {
        Event event = each.next();
        if (kinds.contains(event.kind())) {
          each.remove();
          return Optional.of(event);
        }
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + kinds, e);
      }
    }
  }
}
