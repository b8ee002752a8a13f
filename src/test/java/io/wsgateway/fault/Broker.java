package io.wsgateway.fault;

import java.util.Map;

/**
 * What joins the nodes of a test, as far as faults of brokers differ between brokers not at all.
 */
interface Broker extends AutoCloseable {
  /** Where it listens, on loopback. */
  int port();

  /** What a node is to be told that reaches the broker at this port of loopback. */
  Map<String, String> settings(int port);

  /** Ends it; its connections are closed. */
  void stop();

  /** Starts it again, without what it knew; returns when it can be reached. */
  void restart();

  /** Its connections stay, and nothing is answered. */
  void freeze();

  void thaw();

  @Override
  void close();
}
