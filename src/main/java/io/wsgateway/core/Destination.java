package io.wsgateway.core;

/**
 * Whom a publication is for. Immutable; equal destinations mean the same audience on every node, so
 * they serve as keys of the {@link Directory} and as the unit of interest of an {@link Exchange}.
 */
public sealed interface Destination {

  /** The app that the audience belongs to. */
  String app();

  /** One WebSocket. The id names its node, see {@link Ids}. */
  record OfConnection(String app, long connection) implements Destination {}

  /** Every connection of a user, on whatever node. */
  record OfUser(String app, String user) implements Destination {}

  /** Every member of a topic. */
  record OfTopic(String app, String topic) implements Destination {}

  /** Every connection of an app. */
  record OfAll(String app) implements Destination {}
}
