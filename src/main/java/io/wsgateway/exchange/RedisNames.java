package io.wsgateway.exchange;

import io.wsgateway.core.Destination;
import java.net.URI;

/**
 * What channels and keys are called in Redis. As of channels, see {@link ChannelNames}, no two keys
 * of different things have one name. Immutable.
 */
final class RedisNames {
  private final String keys;
  private final ChannelNames channels;

  /**
   * Names for one gateway.
   *
   * @param uri names the database: Redis keeps keys of databases apart, but not channels, so their
   *     names tell it
   */
  RedisNames(String prefix, URI uri) {
    keys = prefix;
    String database = uri.getPath() == null ? "" : uri.getPath().replace("/", "");
    boolean first = database.isEmpty() || database.equals("0");
    channels = new ChannelNames(first ? prefix : prefix + "db" + database + ":");
  }

  /** Where publications for a destination go. */
  String channel(Destination destination) {
    return channels.of(destination);
  }

  /** Where one node hears what is for its connections. */
  String node(int node) {
    return channels.node(node);
  }

  /** Where all nodes hear what concerns them all. */
  String nodes() {
    return channels.nodes();
  }

  /** The sorted set of a user's topics. */
  String topicsOf(Destination.OfUser user) {
    return keys + "topics-of:" + ChannelNames.escape(user.app()) + ":" + user.user();
  }

  /** The sorted set of a topic's users. */
  String usersIn(Destination.OfTopic topic) {
    return usersIn(topic.app()) + topic.topic();
  }

  /** What the names of an app's sets of users begin with; the topic follows. */
  String usersIn(String app) {
    return keys + "users-in:" + ChannelNames.escape(app) + ":";
  }

  /** The key whose value changes when the store has lost its data. */
  String membershipEpoch() {
    return keys + "membership-epoch";
  }

  /** One value of the expiring store, by the hash of its key. */
  String expiring(String hash) {
    return keys + "expiring:" + hash;
  }

  /** The key whose value changes when the expiring store has lost its data. */
  String expiringEpoch() {
    return keys + "expiring-epoch";
  }

  /** The sorted set of all that is scheduled. */
  String scheduleTimes() {
    return keys + "schedule-times";
  }

  /** The hash of what is scheduled. */
  String scheduleEntries() {
    return keys + "schedule-entries";
  }

  /** The hash of who is blocked. */
  String blocks() {
    return keys + "blocks";
  }
}
