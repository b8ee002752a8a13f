package io.wsgateway.exchange;

import io.wsgateway.config.MembershipConfig;
import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Destination.OfUser;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Memberships in the memory of this node, found by user and by topic. Each lasts until its
 * retention has passed since it was joined or its user was touched. Safe for any thread; reading a
 * topic, which may be large, keeps nobody waiting.
 *
 * <p>What has expired is never answered, and is removed by and by: each change removes a few of the
 * users that were active longest ago.
 */
final class MembershipTable {
  private static final int PURGED_PER_CHANGE = 2;

  private final long retention;
  private final int maxTopicsPerUser;
  private final int maxEntries;
  private final WhenFull whenFull;
  private final InstantSource clock;

  // The user that was active longest ago is first.
  private final Map<OfUser, Member> users = new LinkedHashMap<>();
  private final Map<OfTopic, Map<String, Entry>> topics = new ConcurrentHashMap<>();
  private int size;

  /** What happens when the table is full. */
  enum WhenFull {
    REFUSE,
    /** The user that was active longest ago makes room, for a table that is a cache. */
    FORGET
  }

  /** What became of a join. */
  enum Outcome {
    JOINED,
    USER_FULL,
    TABLE_FULL
  }

  private static final class Member {
    final Map<String, Entry> entries = new HashMap<>(4);
    volatile long touched = Long.MIN_VALUE;
    // When it was joined or touched last.
    long active = Long.MIN_VALUE;
  }

  private static final class Entry {
    final Member member;
    volatile long joined;

    Entry(Member member, long joined) {
      this.member = member;
      this.joined = joined;
    }

    long renewed() {
      return Math.max(joined, member.touched);
    }
  }

  MembershipTable(MembershipConfig config, WhenFull whenFull, InstantSource clock) {
    retention = config.retention().toMillis();
    maxTopicsPerUser = config.maxTopicsPerUser();
    maxEntries = config.maxEntries();
    this.whenFull = whenFull;
    this.clock = clock;
  }

  /** Joins, or renews, as of now. */
  synchronized Outcome join(OfUser user, String topic) {
    return join(user, topic, clock.millis());
  }

  synchronized void leave(OfUser user, String topic) {
    purge(PURGED_PER_CHANGE);
    Member member = users.get(user);
    if (member != null) {
      removeEntry(user, member, topic);
      removeIfEmpty(user, member);
    }
  }

  /** Renews all memberships of a user as of now. */
  synchronized void touch(OfUser user) {
    purge(PURGED_PER_CHANGE);
    Member member = users.get(user);
    if (member != null) {
      removeExpired(user, member);
      member.touched = clock.millis();
      removeIfEmpty(user, member);
      active(user, member, member.touched);
    }
  }

  /** The user is in these topics and no others; the values say when each was renewed. */
  synchronized void replace(OfUser user, Map<String, Long> renewed) {
    Member member = users.get(user);
    if (member != null) {
      for (String topic : List.copyOf(member.entries.keySet())) {
        if (!renewed.containsKey(topic)) {
          removeEntry(user, member, topic);
        }
      }
      removeIfEmpty(user, member);
    }
    renewed.forEach((topic, time) -> join(user, topic, time));
  }

  /** A user's topics, and when each was renewed, in milliseconds since 1970. */
  synchronized Map<String, Long> renewals(OfUser user) {
    Map<String, Long> renewals = new LinkedHashMap<>();
    Member member = users.get(user);
    if (member != null) {
      member.entries.forEach(
          (topic, entry) -> {
            if (!isExpired(entry)) {
              renewals.put(topic, entry.renewed());
            }
          });
    }
    return renewals;
  }

  /** In a set of the caller's own. */
  Set<String> topicsOf(OfUser user) {
    return renewals(user).keySet();
  }

  /** In a set of the caller's own. */
  Set<String> usersIn(OfTopic topic) {
    Set<String> names = new LinkedHashSet<>();
    topics
        .getOrDefault(topic, Map.of())
        .forEach(
            (user, entry) -> {
              if (!isExpired(entry)) {
                names.add(user);
              }
            });
    return names;
  }

  /** All users that are in a topic, or were until it expired. */
  synchronized List<OfUser> users() {
    return List.copyOf(users.keySet());
  }

  /** How many memberships take room, expired ones included. */
  synchronized int size() {
    return size;
  }

  private Outcome join(OfUser user, String topic, long time) {
    purge(PURGED_PER_CHANGE);
    Member member = users.get(user);
    Entry present = member == null ? null : member.entries.get(topic);
    if (member != null && present != null) {
      present.joined = Math.max(present.joined, time);
      active(user, member, time);
      return Outcome.JOINED;
    }
    if (member != null && member.entries.size() >= maxTopicsPerUser) {
      removeExpired(user, member);
      if (member.entries.size() >= maxTopicsPerUser) {
        return Outcome.USER_FULL;
      }
    }
    if (size >= maxEntries && !makeRoom(user)) {
      removeIfEmpty(user, member);
      return Outcome.TABLE_FULL;
    }
    Member joining = member == null ? new Member() : member;
    Entry entry = new Entry(joining, time);
    joining.entries.put(topic, entry);
    topics
        .computeIfAbsent(new OfTopic(user.app(), topic), key -> new ConcurrentHashMap<>(4))
        .put(user.user(), entry);
    size++;
    active(user, joining, time);
    return Outcome.JOINED;
  }

  /** Moves a user behind those that were active before. */
  private void active(OfUser user, Member member, long time) {
    if (!member.entries.isEmpty()) {
      member.active = Math.max(member.active, time);
      users.remove(user);
      users.put(user, member);
    }
  }

  private boolean makeRoom(OfUser keep) {
    purge(Integer.MAX_VALUE);
    if (size >= maxEntries && whenFull == WhenFull.FORGET) {
      users.keySet().stream()
          .filter(user -> !user.equals(keep))
          .findFirst()
          .ifPresent(this::removeUser);
    }
    return size < maxEntries;
  }

  private void purge(int atMost) {
    long now = clock.millis();
    for (int i = 0; i < atMost; i++) {
      Iterator<Map.Entry<OfUser, Member>> oldest = users.entrySet().iterator();
      if (!oldest.hasNext()) {
        return;
      }
      Map.Entry<OfUser, Member> candidate = oldest.next();
      if (candidate.getValue().active + retention > now) {
        return;
      }
      removeUser(candidate.getKey());
    }
  }

  private void removeUser(OfUser user) {
    Member member = users.remove(user);
    if (member != null) {
      List.copyOf(member.entries.keySet()).forEach(topic -> removeEntry(user, member, topic));
    }
  }

  private void removeExpired(OfUser user, Member member) {
    for (Map.Entry<String, Entry> entry : List.copyOf(member.entries.entrySet())) {
      if (isExpired(entry.getValue())) {
        removeEntry(user, member, entry.getKey());
      }
    }
  }

  private void removeEntry(OfUser user, Member member, String topic) {
    if (member.entries.remove(topic) == null) {
      return;
    }
    size--;
    OfTopic key = new OfTopic(user.app(), topic);
    Map<String, Entry> members = topics.get(key);
    if (members != null) {
      members.remove(user.user());
      if (members.isEmpty()) {
        topics.remove(key);
      }
    }
  }

  private void removeIfEmpty(OfUser user, @Nullable Member member) {
    if (member != null && member.entries.isEmpty()) {
      users.remove(user);
    }
  }

  private boolean isExpired(Entry entry) {
    return entry.renewed() + retention <= clock.millis();
  }
}
