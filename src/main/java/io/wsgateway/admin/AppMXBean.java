package io.wsgateway.admin;

import java.util.Map;

/**
 * An app on this node, as {@code io.wsgateway:type=App,node=NUMBER,app="NAME"}. There is one for
 * each app that is listed in the configuration, and for those with most connections, 50 in all; it
 * goes some seconds after its last connection.
 */
public interface AppMXBean {

  /** Its name. */
  String getApp();

  /** How many connections it has on this node. */
  long getConnections();

  /** The same by dialect. */
  Map<String, Long> getConnectionsByDialect();

  /** Closes a connection, on whatever node. Says what became of it. */
  String closeConnection(long connection);

  /**
   * Closes all connections of a user, on all nodes.
   *
   * @param reason what their clients are told, at most 123 bytes in UTF-8
   * @return what became of it
   */
  String closeUser(String user, String reason);
}
