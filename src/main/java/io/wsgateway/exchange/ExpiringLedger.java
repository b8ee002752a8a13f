package io.wsgateway.exchange;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of the expiring values in Redis: a table of what it has seen, and a journal
 * of the keys whose last change Redis has not confirmed. For those this node's own word counts, and
 * Redis is told later. Bounded: beyond it, what expires next is forgotten, and the oldest change is
 * not made up for. Safe for any thread; {@link RedisExpiringStore} holds its monitor over several
 * calls.
 */
final class ExpiringLedger {
  private final int maxEntries;
  private final ExpiringTable table;
  private final Map<String, Entered> journal = new LinkedHashMap<>();
  private long lastNumber;

  private record Entered(long number, boolean removed) {}

  /**
   * What Redis has yet to be told.
   *
   * @param value null if it is to be removed
   * @param number later changes have higher ones
   */
  record Change(String hash, @Nullable String value, long leftMillis, long number) {}

  ExpiringLedger(int maxEntries, InstantSource clock) {
    this.maxEntries = maxEntries;
    table = new ExpiringTable(maxEntries, ExpiringTable.WhenFull.FORGET, clock);
  }

  /** Whether Redis does not know the last of a key. */
  synchronized boolean isAhead(String hash) {
    return journal.containsKey(hash);
  }

  /** What this node knows of a key, if anything. */
  synchronized Optional<String> get(String hash) {
    return Optional.ofNullable(table.get(hash));
  }

  /** Answers without Redis, which has to be told later if the value is taken. */
  synchronized Optional<String> putIfAbsentAlone(String hash, String value, long ttlMillis) {
    String there = table.get(hash);
    if (there == null) {
      table.put(hash, value, ttlMillis);
      enter(hash);
    }
    return Optional.ofNullable(there);
  }

  /** Keeps a value; that Redis has to be told says {@link #enter}. */
  synchronized void put(String hash, String value, long ttlMillis) {
    table.put(hash, value, ttlMillis);
  }

  /** Forgets a value; that Redis has to be told says {@link #enter}. */
  synchronized void remove(String hash) {
    table.remove(hash);
  }

  /** Redis has to be told later what this node knows of a key by now. */
  synchronized void enter(String hash) {
    journal.remove(hash);
    journal.put(hash, new Entered(++lastNumber, table.get(hash) == null));
    if (journal.size() > maxEntries) {
      journal.remove(journal.keySet().iterator().next());
    }
  }

  /** Redis has lost its data: all that this node knows goes back. */
  synchronized void enterAll() {
    for (String hash : table.hashes()) {
      if (!isAhead(hash)) {
        enter(hash);
      }
    }
  }

  /** The first changes that Redis has to be told, so many or all. */
  synchronized List<Change> first(int count) {
    List<Change> changes = new ArrayList<>();
    var entries = journal.entrySet().iterator();
    while (entries.hasNext() && changes.size() < count) {
      Map.Entry<String, Entered> entry = entries.next();
      String hash = entry.getKey();
      Entered entered = entry.getValue();
      String value = entered.removed() ? null : table.get(hash);
      if (value == null && !entered.removed()) {
        // It has expired meanwhile.
        entries.remove();
      } else {
        changes.add(new Change(hash, value, table.left(hash), entered.number()));
      }
    }
    return changes;
  }

  /** Redis knows a change. */
  synchronized void confirm(Change change) {
    Entered entered = journal.get(change.hash());
    if (entered != null && entered.number() == change.number()) {
      journal.remove(change.hash());
    }
  }

  synchronized boolean isSettled() {
    return journal.isEmpty();
  }
}
