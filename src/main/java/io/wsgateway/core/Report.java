package io.wsgateway.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster knows of one user, or of one connection, for somebody who looks for its trouble.
 *
 * @param user who it is about, or null if it is about a connection that is nobody's
 * @param topics those that the user is a member of, sorted
 * @param connections those that are open, by their ids
 * @param incidents what went wrong of late, the newest first
 */
public record Report(
    @Nullable String user,
    List<String> topics,
    List<ConnectionReport> connections,
    List<Incident> incidents) {
  /** How many incidents there are at most. */
  public static final int MAX_INCIDENTS = 50;

  /** How many connections of one node there are at most. */
  public static final int MAX_CONNECTIONS = 100;

  /** Copies. */
  public Report {
    topics = List.copyOf(topics);
    connections = List.copyOf(connections);
    incidents = List.copyOf(incidents);
  }
}
