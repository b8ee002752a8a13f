package io.wsgateway.exchange;

import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Destination.OfUser;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of the memberships in Redis: a table of what it has seen, and the journal of
 * what Redis has yet to be told. Safe for any thread; {@link MembershipWriter} holds its monitor
 * over several calls.
 */
final class MembershipLedger {
  private final MembershipTable table;
  private final MembershipJournal journal;
  private final InstantSource clock;

  MembershipLedger(MembershipTable table, int maxJournal, InstantSource clock) {
    this.table = table;
    this.clock = clock;
    journal = new MembershipJournal(maxJournal);
  }

  /**
   * Makes a change in the table.
   *
   * @param topic null if it is about all topics of the user
   * @return false if the user is in too many topics, as far as this node knows
   */
  synchronized boolean make(MembershipJournal.Kind kind, OfUser user, @Nullable String topic) {
    if (topic == null) {
      table.touch(user);
    } else if (kind == MembershipJournal.Kind.LEAVE) {
      table.leave(user, topic);
    } else {
      return table.join(user, topic) != MembershipTable.Outcome.USER_FULL;
    }
    return true;
  }

  /** Enters a change in the journal; null if it has no room. */
  synchronized MembershipJournal.@Nullable Change enter(
      MembershipJournal.Kind kind, OfUser user, @Nullable String topic) {
    return journal.add(kind, user, topic, clock.millis());
  }

  /** Redis has a change, or has refused a join because the user is in too many topics. */
  synchronized void settle(MembershipJournal.Change change, boolean userFull) {
    boolean last = journal.confirm(change);
    if (last && userFull) {
      table.leave(change.user(), change.topic());
    }
    notifyAll();
  }

  /** So many changes that Redis has yet to be told, or all. */
  synchronized List<MembershipJournal.Change> first(int count) {
    return journal.first(count);
  }

  synchronized boolean isSettled() {
    return journal.isEmpty();
  }

  /**
   * Redis has lost its data: what this node knows is entered in the journal.
   *
   * @return how many memberships it had no room for
   */
  synchronized int restore() {
    return journal.addMissing(table.all());
  }

  /**
   * Marks the changes that a question asked now has to take into account, for {@link #complete}.
   */
  synchronized long mark() {
    return journal.lastNumber();
  }

  /**
   * A user's topics: what Redis knows, and when they were renewed, with what it has yet to be told
   * of what came before the question. The table keeps it.
   */
  synchronized Set<String> complete(OfUser user, Map<String, Long> renewed, long mark) {
    Map<String, Long> answer = new LinkedHashMap<>(renewed);
    journal.applyTo(user, answer, mark);
    journal.applyTo(user, renewed, Long.MAX_VALUE);
    table.replace(user, renewed);
    return new LinkedHashSet<>(answer.keySet());
  }

  /**
   * A topic's users: what Redis knows, with what it has yet to be told of what came before the
   * question.
   */
  synchronized Set<String> complete(OfTopic topic, Set<String> users, long mark) {
    journal.applyTo(topic, users, mark);
    return users;
  }

  /** A user's topics without Redis. */
  Set<String> topicsOf(OfUser user) {
    return table.topicsOf(user);
  }

  /** A topic's users without Redis. */
  Set<String> usersIn(OfTopic topic) {
    return table.usersIn(topic);
  }
}
