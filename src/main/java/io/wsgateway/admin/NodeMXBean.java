package io.wsgateway.admin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This node, as {@code io.wsgateway:type=Node,node=NUMBER}: the figures of {@code /api/metrics} and
 * what an operator does with a node. Totals are since the node started. What cannot be done is an
 * {@link IllegalArgumentException} that says why.
 */
public interface NodeMXBean {

  /** This node's number by now. */
  int getNode();

  /** The version of the gateway. */
  String getVersion();

  /** When the node started, such as {@code 2030-01-31T08:00:00Z}. */
  String getSince();

  /** {@code serving}, {@code draining} or {@code drained}. */
  String getState();

  /** Whether balancers may send clients here. */
  boolean isReady();

  /** {@code up}, {@code degraded} or {@code down}. */
  String getExchange();

  /** {@code up} or {@code degraded}. */
  String getMembership();

  /** How many nodes are alive, this one among them. */
  int getNodes();

  /** How long a message takes through the exchange, at least; null for a moment at the start. */
  @Nullable Double getLagMillis();

  /** How often connections to the broker were made again. */
  long getReconnects();

  /** How many connections are open on this node. */
  long getConnections();

  /** WebSockets that were taken in, by dialect. */
  Map<String, Long> getHandshakes();

  /** Somebody refused, by reason. */
  Map<String, Long> getRefusals();

  /** Publications accepted on this node. */
  long getPublished();

  /** Publications that came from other nodes. */
  long getReceived();

  /** Messages written to clients. */
  long getDelivered();

  /** How long the mean delivery took, since the start; null if there was none. */
  @Nullable Double getMeanDeliveryMillis();

  /** How many deliveries took at most so many milliseconds, by these; {@code all} is all. */
  Map<String, Long> getDeliveryTimes();

  /** What was not delivered, by reason. */
  Map<String, Long> getDropped();

  /** Connections that ended, by reason. */
  Map<String, Long> getClosed();

  /** How many bytes wait for clients. */
  long getOutboxBytes();

  /** How many messages wait for clients. */
  long getOutboxMessages();

  /** How many bytes wait for the client for which most do. */
  long getOutboxLargestBytes();

  /** How many publications wait for delivery threads. */
  int getBacklog();

  /** How many may. */
  int getBacklogLimit();

  /** How many users, tokens and addresses are blocked; {@link AccessMXBean} changes it. */
  int getBlocks();

  /** Closes a connection of an app, on whatever node. Says what became of it. */
  String closeConnection(String app, long connection);

  /**
   * Closes all connections of a user, on all nodes.
   *
   * @param reason what their clients are told, at most 123 bytes in UTF-8
   * @return what became of it
   */
  String closeUser(String app, String user, String reason);

  /**
   * Takes this node out: it is not ready at once, and after a while closes its connections, so many
   * in a second, with advice when to come back. Returns at once; {@link #getState} says how far it
   * is.
   *
   * @param waitMillis if below 0, {@code gateway.drain.wait} says
   * @param pace if 0, {@code gateway.drain.pace} says
   */
  String drain(long waitMillis, int pace);

  /** Lets clients in again. */
  String resume();

  /** Reads the configuration again. Says what has changed and what waits for a restart. */
  String reloadConfiguration();
}
