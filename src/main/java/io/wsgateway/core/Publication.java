package io.wsgateway.core;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way. Immutable.
 *
 * @param id unique in the cluster, a positive number below 2^53, see {@link Ids}
 * @param destination whom it is for
 * @param payload what is said
 * @param sender the user it comes from, or null when a back end said it
 * @param excludedConnections ids of connections that do not get it
 * @param excludedUsers users whose connections do not get it
 * @param attributes what the publisher's dialect tells itself, see {@link PublishOptions}
 * @param time when it was accepted, in milliseconds since 1970
 */
public record Publication(
    long id,
    Destination destination,
    Payload payload,
    @Nullable String sender,
    Set<Long> excludedConnections,
    Set<String> excludedUsers,
    Map<String, String> attributes,
    long time) {

  public Publication {
    excludedConnections = Set.copyOf(excludedConnections);
    excludedUsers = Set.copyOf(excludedUsers);
    attributes = Map.copyOf(attributes);
  }

  /** With what a publisher said. */
  public Publication(
      long id, Destination destination, Payload payload, PublishOptions options, long time) {
    this(
        id,
        destination,
        payload,
        options.sender(),
        options.excludedConnections(),
        options.excludedUsers(),
        options.attributes(),
        time);
  }

  /** Whether somebody is left out, so that each connection must be looked at. */
  boolean excludesSomebody() {
    return !excludedConnections.isEmpty() || !excludedUsers.isEmpty();
  }

  /** Whether this connection, which the destination means, is left out. */
  boolean excludes(Connection connection) {
    Destination.OfUser user = connection.user();
    return excludedConnections.contains(connection.id())
        || (user != null && excludedUsers.contains(user.user()));
  }
}
