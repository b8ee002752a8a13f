package io.wsgateway.exchange;

import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Destination.OfUser;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
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
  private final Queue<OfUser> toRestore = new ArrayDeque<>();
  private boolean restoring;

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

  synchronized boolean isSettled() {
    return journal.isEmpty();
  }

  /**
   * Redis has lost its data: what this node knows goes back, user by user, and adds to answers
   * until then.
   */
  synchronized void restore() {
    toRestore.clear();
    toRestore.addAll(table.users());
    restoring = true;
  }

  /** Redis has been told all. */
  synchronized void restored() {
    restoring = false;
  }

  /**
   * About so many changes that Redis has yet to be told, or all; what goes back comes after what
   * was changed.
   */
  synchronized List<MembershipJournal.Change> first(int count) {
    if (journal.isEmpty()) {
      for (int left = count; left > 0 && !toRestore.isEmpty(); ) {
        OfUser user = toRestore.remove();
        Map<String, Long> renewals = table.renewals(user);
        journal.addKnown(user, renewals);
        left -= renewals.size();
      }
    }
    return journal.first(count);
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
    if (restoring) {
      table.renewals(user).forEach(renewed::putIfAbsent);
    }
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
    if (restoring) {
      users.addAll(table.usersIn(topic));
    }
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
