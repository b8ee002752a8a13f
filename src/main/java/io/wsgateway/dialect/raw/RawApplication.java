package io.wsgateway.dialect.raw;

import io.wsgateway.core.Payload;

/**
 * A program that talks with the clients of the raw dialect. Write it as a CDI bean, overlay the WAR
 * with it, and choose it with {@code gateway.raw.application=NAME}. There is one object for all
 * clients; what belongs to one client belongs into its {@linkplain RawClient#info() info}.
 *
 * <p>The methods are called on managed threads, one at a time and in order for each client, many at
 * once for different clients, without a request or transaction. They may take their time: that
 * delays nobody but this client, as long as {@code gateway.events.threads} are left for the others.
 * A client that leaves too many calls waiting is closed with code 4002. An exception is logged and
 * has no other effect.
 */
public interface RawApplication {

  /** What {@code gateway.raw.application} calls it: any text but {@code none}. */
  String name();

  /** A client has connected. It can be found and written to by everybody. */
  default void onConnect(RawClient client) {}

  /**
   * A client has sent a message, which is at most {@code gateway.raw.max-message-size} long.
   *
   * @param message text or bytes; {@link Payload#text()} reads both
   */
  default void onMessage(RawClient client, Payload message) {}

  /**
   * A client's connection is over, whoever ended it. Until this method returns it counts as
   * connected, with its user, its topics and its info; what is sent to it goes nowhere. Called
   * exactly once for each client.
   */
  default void onClose(RawClient client) {}
}
