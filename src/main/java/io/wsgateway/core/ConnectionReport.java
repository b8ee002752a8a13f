package io.wsgateway.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection as its node knows it.
 *
 * @param id its id
 * @param dialect the protocol that its client speaks
 * @param user who is behind it, or null
 * @param since when it came
 * @param address the client's
 * @param device how the client calls what it is on, or null
 * @param topics those that it has joined itself, sorted
 * @param pendingMessages how many messages wait to be written
 * @param pendingBytes how large they are
 * @param info what applications have noted about it
 * @param proofExpires when the proof of its user ends, or null if never
 */
public record ConnectionReport(
    long id,
    String dialect,
    @Nullable String user,
    Instant since,
    String address,
    @Nullable String device,
    List<String> topics,
    long pendingMessages,
    long pendingBytes,
    Map<String, String> info,
    @Nullable Instant proofExpires) {
  /** Copies. */
  public ConnectionReport {
    topics = List.copyOf(topics);
    info = Map.copyOf(info);
  }

  static ConnectionReport of(Connection connection) {
    Destination.OfUser user = connection.user();
    Visitor visitor = connection.visitor();
    return new ConnectionReport(
        connection.id(),
        connection.dialect().name(),
        user == null ? null : user.user(),
        connection.since(),
        visitor.address(),
        visitor.device(),
        connection.ownTopicNames(),
        connection.pendingMessages(),
        connection.pendingBytes(),
        connection.info(),
        connection.identity().expires());
  }

  /** The node that it is on. */
  public int node() {
    return Ids.nodeOf(id);
  }
}
