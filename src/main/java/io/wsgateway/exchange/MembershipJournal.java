package io.wsgateway.exchange;

import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Destination.OfUser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes of memberships that the store has not confirmed: of each user and topic the last one.
 * Bounded. Not safe for several threads: its owner locks.
 */
final class MembershipJournal {
  /**
   * In place of a topic, of which no name is empty, where a change is about all topics of the user.
   */
  private static final String ALL = "";

  private final int max;
  private final Map<OfUser, Map<String, Change>> changes = new LinkedHashMap<>();
  private int size;
  private long lastNumber;

  /** What a change does. */
  enum Kind {
    JOIN,
    LEAVE,
    TOUCH
  }

  /**
   * One change.
   *
   * @param time when it was made, in milliseconds since 1970
   * @param number later changes have higher ones
   */
  record Change(Kind kind, OfUser user, String topic, long time, long number) {}

  MembershipJournal(int max) {
    this.max = max;
  }

  /**
   * Enters a change in place of an earlier one of the same user and topic; null if it has no room.
   */
  @Nullable Change add(Kind kind, OfUser user, @Nullable String topic, long time) {
    String key = topic == null ? ALL : topic;
    boolean replaces = changes.getOrDefault(user, Map.of()).containsKey(key);
    return replaces || size < max ? put(kind, user, key, time) : null;
  }

  /** Enters joins that the store knew once; the bound does not hold for them. */
  void addKnown(OfUser user, Map<String, Long> renewals) {
    renewals.forEach((topic, renewed) -> put(Kind.JOIN, user, topic, renewed));
  }

  /** Strikes out a change that the store has; false if there is a later one in its place. */
  boolean confirm(Change change) {
    Map<String, Change> ofUser = changes.get(change.user());
    if (ofUser == null || !ofUser.remove(change.topic(), change)) {
      return false;
    }
    size--;
    if (ofUser.isEmpty()) {
      changes.remove(change.user());
    }
    return true;
  }

  /** So many changes, or all; those of one user in their order. */
  List<Change> first(int count) {
    List<Change> first = new ArrayList<>();
    for (Map<String, Change> ofUser : changes.values()) {
      for (Change change : ofUser.values()) {
        if (first.size() == count) {
          return first;
        }
        first.add(change);
      }
    }
    return first;
  }

  boolean isEmpty() {
    return changes.isEmpty();
  }

  /** The number of the last change that was entered. */
  long lastNumber() {
    return lastNumber;
  }

  /**
   * Makes what the store knows of a user's topics, and when they were renewed, what it will know
   * with the changes up to a number.
   */
  void applyTo(OfUser user, Map<String, Long> topics, long number) {
    for (Change change : changes.getOrDefault(user, Map.of()).values()) {
      if (change.number() <= number) {
        switch (change.kind()) {
          case JOIN -> topics.put(change.topic(), change.time());
          case LEAVE -> topics.remove(change.topic());
          case TOUCH -> topics.replaceAll((topic, renewed) -> Math.max(renewed, change.time()));
        }
      }
    }
  }

  /**
   * Makes what the store knows of a topic's users what it will know with the changes up to a
   * number.
   */
  void applyTo(OfTopic topic, Set<String> users, long number) {
    changes.forEach(
        (user, ofUser) -> {
          Change change = ofUser.get(topic.topic());
          if (change != null && change.number() <= number && user.app().equals(topic.app())) {
            if (change.kind() == Kind.JOIN) {
              users.add(user.user());
            } else {
              users.remove(user.user());
            }
          }
        });
  }

  private Change put(Kind kind, OfUser user, String key, long time) {
    Change change = new Change(kind, user, key, time, ++lastNumber);
    Map<String, Change> ofUser = changes.computeIfAbsent(user, absent -> new LinkedHashMap<>(4));
    // The later change comes last, also in place of an earlier one.
    size += ofUser.remove(key) == null ? 1 : 0;
    ofUser.put(key, change);
    return change;
  }
}
