package io.wsgateway.exchange;

import io.wsgateway.core.Destination;
import io.wsgateway.core.Ids;
import java.net.URI;

/**
 * What channels and keys are called in Redis. Different destinations have different names, whatever
 * characters they are made of: the app, which comes first, has its colons escaped, and the user or
 * topic after it is the rest. Names must be valid Unicode, which {@link io.wsgateway.core.Names}
 * sees to. Immutable.
 */
final class RedisNames {
  private final String keys;
  private final String channels;

  /**
   * Names for one gateway.
   *
   * @param uri names the database: Redis keeps keys of databases apart, but not channels, so their
   *     names tell it
   */
  RedisNames(String prefix, URI uri) {
    keys = prefix;
    String database = uri.getPath() == null ? "" : uri.getPath().replace("/", "");
    channels = database.isEmpty() || database.equals("0") ? prefix : prefix + "db" + database + ":";
  }

  /** Where publications for a destination go. */
  String channel(Destination destination) {
    if (destination instanceof Destination.OfConnection connection) {
      return node(Ids.nodeOf(connection.connection()));
    }
    if (destination instanceof Destination.OfUser user) {
      return channels + "user:" + escape(user.app()) + ":" + user.user();
    }
    if (destination instanceof Destination.OfTopic topic) {
      return channels + "topic:" + escape(topic.app()) + ":" + topic.topic();
    }
    return channels + "all:" + escape(destination.app());
  }

  /** Where one node hears what is for its connections. */
  String node(int node) {
    return channels + "node:" + node;
  }

  /** Where all nodes hear what concerns them all. */
  String nodes() {
    return channels + "nodes";
  }

  /** The sorted set of a user's topics. */
  String topicsOf(Destination.OfUser user) {
    return keys + "topics-of:" + escape(user.app()) + ":" + user.user();
  }

  /** The sorted set of a topic's users. */
  String usersIn(Destination.OfTopic topic) {
    return usersIn(topic.app()) + topic.topic();
  }

  /** What the names of an app's sets of users begin with; the topic follows. */
  String usersIn(String app) {
    return keys + "users-in:" + escape(app) + ":";
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

  /** An app's name, without colons. */
  static String escape(String app) {
    return app.replace("%", "%25").replace(":", "%3A");
  }

  /** The app that was escaped so. */
  static String unescape(String escaped) {
    return escaped.replace("%3A", ":").replace("%25", "%");
  }
}
