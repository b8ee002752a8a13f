package io.wsgateway.exchange;

import io.wsgateway.core.Destination;
import io.wsgateway.core.Ids;

/**
 * What the channels between nodes are called. Different destinations have different names, whatever
 * characters they are made of: the app, which comes first, has its colons escaped, and the user or
 * topic after it is the rest. Names must be valid Unicode, which {@link io.wsgateway.core.Names}
 * sees to. Immutable.
 */
final class ChannelNames {
  private final String prefix;

  /** Names that begin with that. */
  ChannelNames(String prefix) {
    this.prefix = prefix;
  }

  /** Where publications for a destination go. */
  String of(Destination destination) {
    if (destination instanceof Destination.OfConnection connection) {
      return node(Ids.nodeOf(connection.connection()));
    }
    if (destination instanceof Destination.OfUser user) {
      return prefix + "user:" + escape(user.app()) + ":" + user.user();
    }
    if (destination instanceof Destination.OfTopic topic) {
      return prefix + "topic:" + escape(topic.app()) + ":" + topic.topic();
    }
    return prefix + "all:" + escape(destination.app());
  }

  /** Where one node hears what is for its connections. */
  String node(int node) {
    return prefix + "node:" + node;
  }

  /** Where all nodes hear what concerns them all. */
  String nodes() {
    return prefix + "nodes";
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
